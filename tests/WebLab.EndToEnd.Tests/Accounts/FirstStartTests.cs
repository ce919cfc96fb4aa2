using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accounts;

[Trait("Speed", "Slow")]
public sealed class FirstStartTests
{
    [Fact]
    public async Task The_printed_link_makes_the_administrator_whose_run_an_invited_member_sees_and_cannot_cancel()
    {
        await using var lab = new LabFixture { HasAccounts = true };
        await lab.InitializeAsync();
        var stranger = await lab.OpenAsync("/");
        await Expect(stranger.Locator("main h1")).ToHaveTextAsync("Set up this lab");

        var admin = await lab.OpenAsync(await lab.Lab.SetUpPath());
        await AccountsFixture.JoinAsync(admin, "ada");
        // A run that lasts, by the form.
        await admin.GotoAsync("/launch");
        await admin.Locator("#field-model").SelectOptionAsync("small-alexnet");
        await admin.Locator("#field-epochs").FillAsync("500");
        await admin.Locator("#experiment-name").FillAsync("For all to see");
        await admin.Locator("#experiment-name").PressAsync("Tab");
        await admin.Locator(".launch-card .button-primary").ClickAsync();
        await admin.Locator("tr[data-run] .cell-name a").First.ClickAsync();
        await admin.WaitForURLAsync("**/runs/*");
        var run = new Uri(admin.Url).AbsolutePath;
        await Expect(Verb(admin, "Cancel")).ToBeVisibleAsync();

        var keeper = await admin.Context.NewPageAsync();
        var link = await AccountsFixture.InviteAsync(keeper, "Member");
        var member = await lab.OpenAsync(link);
        await Expect(member.Locator("main h1")).ToHaveTextAsync("Join this lab");
        await AccountsFixture.JoinAsync(member, "bo");
        await Expect(member.Locator("main")).ToContainTextAsync("For all to see");

        await member.GotoAsync(run);
        await Expect(Verb(member, "Clone and edit")).ToBeVisibleAsync();
        await Expect(Verb(member, "Cancel")).ToHaveCountAsync(0);
        // The page hides what the server refuses.
        var refusal = await member.APIRequest.PostAsync($"/api{run}/cancel", new() { Headers = Origin(lab) });
        Assert.Equal(403, refusal.Status);
        Assert.Contains("only ada or an administrator may change it", await refusal.TextAsync(), StringComparison.Ordinal);
        await Expect(admin.Locator(".run-state .status")).Not.ToContainTextAsync("Cancelled");

        // It works once.
        var late = await lab.OpenAsync(link);
        await Expect(late.Locator("main h1")).ToHaveTextAsync("This link does not work");
        await new ExperimentScreen(admin).CancelAsync(
            Verb(admin, "Cancel"),
            admin.Locator(".run-state .status").Filter(new() { HasText = "Cancelled" })
        );
    }

    [Fact]
    public async Task A_single_user_goes_straight_in_and_is_told_that_there_are_no_accounts()
    {
        await using var lab = new LabFixture();
        await lab.InitializeAsync();
        var page = await lab.OpenAsync("/");
        await Expect(page.Locator("[data-launch=true-against-random]")).ToBeEnabledAsync();
        await page.Locator(".account-chip").ClickAsync();
        var menu = page.Locator("#account-menu");
        await Expect(menu).ToContainTextAsync("everyone on this machine may do everything");
        await Expect(menu.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Audit trail", "Cluster", "Delete old runs"]);
        // Nobody is told apart, so nothing is anyone's own.
        await page.GotoAsync("/runs");
        await Expect(page.Locator("#run-filter")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-mine]")).ToHaveCountAsync(0);
        Assert.Empty(lab.ConsoleErrors);
    }

    private static ILocator Verb(IPage page, string name) =>
        page.Locator(".page-head").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Dictionary<string, string> Origin(LabFixture lab) =>
        new() { ["Origin"] = lab.Lab.Address.GetLeftPart(UriPartial.Authority) };
}
