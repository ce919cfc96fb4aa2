using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>A lab with accounts, whose administrator came in by the link that the server printed.</summary>
public sealed class AccountsFixture : IAsyncLifetime
{
    public LabFixture Pages { get; } = new() { HasAccounts = true };

    /// <summary>The administrator's session, for <see cref="LabFixture.OpenAsync"/>.</summary>
    public string Admin { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Pages.InitializeAsync();
        var page = await Pages.OpenAsync(await Pages.Lab.SetUpPath());
        Admin = await JoinAsync(page, "admin");
        await page.Context.CloseAsync();
    }

    public ValueTask DisposeAsync() => Pages.DisposeAsync();

    /// <summary>Fills the form behind a link in, and gives the session that it opened.</summary>
    public static async Task<string> JoinAsync(IPage page, string name)
    {
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync("a long walk by the sea");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await Expect(page.Locator(".account-chip")).ToContainTextAsync(name);
        return await page.Context.StorageStateAsync();
    }

    /// <summary>Has the administrator make an invitation on the page of people.</summary>
    /// <returns>The link's path.</returns>
    public static async Task<string> InviteAsync(IPage page, string role)
    {
        await page.GotoAsync("/people");
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync(role);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make an invitation" }).ClickAsync();
        await Expect(page.Locator("[data-loopback]")).ToContainTextAsync("This address is of this machine alone");
        return new Uri(await page.Locator(".secret code").InnerTextAsync()) is var link ? link.PathAndQuery + link.Fragment : "";
    }
}
