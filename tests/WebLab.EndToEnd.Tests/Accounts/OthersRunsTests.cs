using System.Text.Json;
using Microsoft.Playwright;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accounts;

/// <summary>What the server would refuse is not offered: another person's run has no verbs but to open and to clone it.</summary>
[Trait("Speed", "Slow")]
public sealed class OthersRunsTests(AccountsFixture lab) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task A_member_is_offered_verbs_on_their_own_runs_alone()
    {
        var theirs = await LaunchAsync(await lab.Pages.OpenAsync("/", session: lab.Admin), "Of the administrator", Recipes.Short);
        var page = await InviteAsync("Member", "bo");
        var own = await LaunchAsync(page, "Of bo", Recipes.Short);

        await page.GotoAsync("/runs");
        Assert.Equal([], await VerbsInMenuAsync(page, theirs));
        Assert.Contains(nameof(RunVerb.Rename), await VerbsInMenuAsync(page, own));

        await Box(page, theirs).CheckAsync();
        await Expect(page.Locator(".run-basket")).ToContainTextAsync("It is not yours");
        await Expect(page.Locator(".run-basket [data-verb]")).ToHaveCountAsync(0);
        await Expect(page.Locator(".run-basket [data-compare]")).ToBeVisibleAsync();
        await Box(page, own).CheckAsync();
        await Expect(page.Locator(".run-basket [data-verb=Tag]")).ToContainTextAsync("1 of 2");
        await Expect(page.Locator(".run-basket")).Not.ToContainTextAsync("not yours");

        await page.GotoAsync($"/experiments/{theirs.ExperimentId}");
        await Expect(page.Locator($"tr[data-run='{theirs.Id}']")).ToBeVisibleAsync();
        foreach (var verb in new[] { "Cancel all", "Archive", "Rename", $"Cancel {theirs.Name}" })
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true })).ToHaveCountAsync(0);
        Assert.Equal([], await VerbsInMenuAsync(page, theirs));
        await page.GotoAsync("/experiments");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Archive Of bo" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Archive Of the administrator" })).ToHaveCountAsync(0);

        await page.GotoAsync($"/runs/{theirs.Id}");
        await Expect(page.GetByText("Nobody has written one.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Add a tag")).ToHaveCountAsync(0);
        await page.GotoAsync($"/runs/{own.Id}");
        await Expect(page.GetByLabel("Add a tag")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Write one" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Mine_shows_ones_own_runs_by_a_filter_that_can_be_seen_and_taken_away()
    {
        var theirs = await LaunchAsync(await lab.Pages.OpenAsync("/", session: lab.Admin), "Not of di", Recipes.Short);
        var page = await InviteAsync("Member", "di o'neil");
        var own = await LaunchAsync(page, "Of di", Recipes.Short);
        await page.GotoAsync("/runs");
        await Expect(Row(page, theirs)).ToBeVisibleAsync();
        var mine = page.Locator("[data-mine]");
        await Expect(mine).ToHaveAttributeAsync("aria-pressed", "false");

        await mine.ClickAsync();
        await Expect(Row(page, theirs)).ToHaveCountAsync(0);
        await Expect(Row(page, own)).ToBeVisibleAsync();
        await Expect(mine).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("#run-filter")).ToHaveValueAsync("owner = \"di o'neil\"");
        await mine.ClickAsync();
        await Expect(Row(page, theirs)).ToBeVisibleAsync();
        await Expect(page.Locator("#run-filter")).ToHaveValueAsync("");

        // It holds for the whole of what is there already, which comes back as it was.
        await page.Locator("#run-filter").FillAsync("name ~ short or seed = 1");
        await Expect(Row(page, theirs)).ToBeVisibleAsync();
        await mine.ClickAsync();
        await Expect(Row(page, theirs)).ToHaveCountAsync(0);
        await Expect(page.Locator("#run-filter")).ToHaveValueAsync("owner = \"di o'neil\" and (name ~ short or seed = 1)");
        await mine.ClickAsync();
        await Expect(page.Locator("#run-filter")).ToHaveValueAsync("name ~ short or seed = 1");
    }

    [Fact]
    public async Task A_viewer_is_offered_no_verb_that_changes_a_run()
    {
        var theirs = await LaunchAsync(await lab.Pages.OpenAsync("/", session: lab.Admin), "To be looked at", Recipes.Short);
        var page = await InviteAsync("Viewer", "vi");
        await page.GotoAsync("/runs");
        Assert.Equal([], await VerbsInMenuAsync(page, theirs));
        await Box(page, theirs).CheckAsync();
        await Expect(page.Locator(".run-basket")).ToContainTextAsync("A viewer may compare");
        await Expect(page.Locator(".run-basket [data-verb]")).ToHaveCountAsync(0);
    }

    private static ILocator Row(IPage page, RunSummary run) => page.Locator($"tr[data-run='{run.Id}']");

    private static ILocator Box(IPage page, RunSummary run) => Row(page, run).Locator("[data-choose]");

    private static async Task<IReadOnlyList<string?>> VerbsInMenuAsync(IPage page, RunSummary run)
    {
        await page.Locator($"[data-menu='{run.Id}']").ClickAsync();
        var menu = page.Locator("[role=menu]:popover-open");
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Clone and edit" })).ToBeVisibleAsync();
        var verbs = new List<string?>();
        foreach (var item in await menu.Locator("[data-verb]").AllAsync())
            verbs.Add(await item.GetAttributeAsync("data-verb"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        return verbs;
    }

    private async Task<IPage> InviteAsync(string role, string name)
    {
        var admin = await lab.Pages.OpenAsync("/", session: lab.Admin);
        var page = await lab.Pages.OpenAsync(await AccountsFixture.InviteAsync(admin, role));
        await AccountsFixture.JoinAsync(page, name);
        await admin.Context.CloseAsync();
        return page;
    }

    /// <summary>Launches as the person who is logged in on the page.</summary>
    private async Task<RunSummary> LaunchAsync(IPage page, string name, RunRequest run)
    {
        var request = new ExperimentRequest { Name = name, Runs = [run] };
        var answer = await page.APIRequest.PostAsync(
            ApiRoutes.Experiments,
            new()
            {
                DataString = JsonSerializer.Serialize(request, LabJson.Options),
                Headers = new Dictionary<string, string>
                {
                    ["Content-Type"] = "application/json",
                    ["Origin"] = lab.Pages.Lab.Address.GetLeftPart(UriPartial.Authority),
                },
            }
        );
        Assert.Equal(201, answer.Status);
        return JsonSerializer.Deserialize<Experiment>(await answer.TextAsync(), LabJson.Options)!.Runs[0];
    }
}
