using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accessibility;

/// <summary>axe looks at what a lab with accounts shows: the doors, and the pages of people.</summary>
[Trait("Speed", "Slow")]
public sealed class AccountsAxeTests(AccountsFixture lab) : IClassFixture<AccountsFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/join#no-such-link")]
    public async Task No_violation_at_the_door(string path) => Assert.Empty(await Axe.LookAsync(lab.Pages, path));

    [Theory]
    [InlineData("/account")]
    [InlineData("/people")]
    [InlineData("/audit")]
    [InlineData("/retention")]
    [InlineData("/launch")]
    public async Task No_violation_for_the_administrator(string path) => Assert.Empty(await Axe.LookAsync(lab.Pages, path, lab.Admin));

    [Fact]
    public async Task No_violation_in_an_invitation_a_token_and_the_menu_and_for_a_viewer()
    {
        var page = await lab.Pages.OpenAsync("/people", session: lab.Admin);
        var link = await AccountsFixture.InviteAsync(page, "Viewer");
        Assert.Empty(await page.ViolationsAsync());
        await page.Locator(".account-chip").ClickAsync();
        await Expect(page.Locator("#account-menu")).ToBeVisibleAsync();
        Assert.Empty(await page.ViolationsAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Password, tokens, log out" }).ClickAsync();
        await Expect(page.Locator("#account-menu")).ToBeHiddenAsync();
        await page.Locator("#token-name").FillAsync("nightly");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        await Expect(page.Locator(".secret code")).ToBeVisibleAsync();
        Assert.Empty(await page.ViolationsAsync());
        Assert.Empty(await Axe.LookAsync(lab.Pages, link));
        var viewer = await AccountsFixture.JoinAsync(await lab.Pages.OpenAsync(link), "viewer");
        foreach (var path in new[] { "/", "/queue", "/people", "/audit", "/retention" })
            Assert.Empty(await Axe.LookAsync(lab.Pages, path, viewer));
    }
}
