using Microsoft.Playwright;
using WebLab.Contracts.Runs;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Runs;

[Trait("Speed", "Slow")]
public sealed class OrganiseTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task Archived_from_the_menu_a_run_leaves_the_list_and_comes_back_with_undo()
    {
        var run = (await lab.FinishedAsync("To be archived", Recipes.Short))[0];
        var page = await lab.OpenAsync("/runs");
        var row = page.Locator($"tr[data-run='{run.Id}']");
        await Choose(page, run, "Archive");
        await Expect(row).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(row).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Purge_wants_an_archived_run_and_a_typed_word_and_tells_the_bytes()
    {
        var run = (await lab.FinishedAsync("To be purged", Recipes.Short))[0];
        var page = await lab.OpenAsync("/runs");
        await page.Locator($"[data-menu='{run.Id}']").ClickAsync();
        var purge = page.GetByRole(AriaRole.Menuitem, new() { Name = "Purge…" });
        await Expect(purge).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(purge).ToContainTextAsync("It is not archived; archive it first.");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Archive", Exact = true }).ClickAsync();
        await Expect(page.Locator($"tr[data-run='{run.Id}']")).ToHaveCountAsync(0);
        await page.Locator("#run-filter").FillAsync("archived = true");
        await Choose(page, run, "Purge…");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("B are freed");
        var yes = dialog.GetByRole(AriaRole.Button, new() { Name = "Purge" });
        await Expect(yes).ToBeDisabledAsync();
        await page.Locator("#verb-answer").FillAsync("purge");
        await yes.ClickAsync();
        await Expect(page.Locator(".mud-snackbar").Last).ToContainTextAsync("freed");
        await Expect(page.Locator($"tr[data-run='{run.Id}']")).ToHaveCountAsync(0);
        await page.GotoAsync($"/runs/{run.Id}");
        await Expect(page.Locator("h1")).ToContainTextAsync("There is no such run");
    }

    [Fact]
    public async Task A_verb_for_many_says_to_how_many_it_applies_and_why_not_to_the_others()
    {
        var ended = (await lab.FinishedAsync("Ended", Recipes.Short, Recipes.ShortRandom)).ToList();
        var running = (await lab.LaunchAsync("Still running", Recipes.Long)).Runs[0];
        var page = await lab.OpenAsync("/runs");
        foreach (var run in ended.Append(running))
            await page.Locator($"tr[data-run='{run.Id}'] [data-choose]").CheckAsync();
        var archive = page.Locator(".run-basket [data-verb=Archive]");
        await Expect(archive).ToContainTextAsync("2 of 3");
        await Expect(archive).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("It has not ended"));
        await Expect(page.Locator(".run-basket [data-verb=Restore]")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Locator(".run-basket [data-verb=Restore]").ClickAsync(new() { Force = true });
        await Expect(page.Locator(".basket-refusal")).ToContainTextAsync("0 of 3 apply. It is not archived.");
        await page.Locator(".run-basket [data-verb=Tag]").ClickAsync();
        await page.Locator("#verb-answer").FillAsync("kept-together");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Tag", Exact = true }).ClickAsync();
        await page.Locator("#run-filter").FillAsync("tag:kept-together");
        await Expect(page.Locator("tr[data-run]")).ToHaveCountAsync(3);
        await page.Locator(".run-basket [data-verb=Cancel]").ClickAsync();
        await Expect(page.Locator(".mud-snackbar").Last).ToContainTextAsync("1 of 3 cancelled");
    }

    [Fact]
    public async Task Pinned_tagged_renamed_and_noted_on_its_page_a_run_is_found_by_it()
    {
        var run = (await lab.FinishedAsync("To be organised", Recipes.Short))[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}");
        await page.GetByLabel("Add a tag").FillAsync("keeper");
        await page.GetByLabel("Add a tag").PressAsync("Enter");
        await Expect(page.Locator(".tag")).ToContainTextAsync("keeper");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write one" }).ClickAsync();
        await page.GetByLabel("Note, in Markdown").FillAsync("It **memorised** everything.");
        await Expect(page.Locator(".note-text strong")).ToHaveTextAsync("memorised");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".note-edit")).ToHaveCountAsync(0);
        await Choose(page, run, "Pin");
        await Choose(page, run, "Rename…");
        await page.Locator("#verb-answer").FillAsync("the keeper run");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("the keeper run");
        await page.GotoAsync("/runs?filter=tag:keeper and note ~ memorised and pinned = true");
        await Expect(page.Locator($"tr[data-run='{run.Id}']")).ToContainTextAsync("the keeper run");
    }

    [Fact]
    public async Task What_a_person_writes_is_never_run_as_a_program()
    {
        const string Attack =
            "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>[a](javascript:document.title='taken') "
            + "<svg onload=\"document.title='taken'\">";
        var run = (await lab.FinishedAsync("Attacked", Recipes.Short with { Name = "<img src=x onerror=\"document.title='taken'\">" }))[0];
        await lab.ActAsync(
            new()
            {
                Verb = RunVerb.Note,
                Ids = [run.Id],
                Text = Attack,
            }
        );
        foreach (
            var path in new[]
            {
                $"/runs/{run.Id}",
                "/runs?columns=name,note",
                $"/compare?runs={run.Id}",
                $"/compare?runs={run.Id}&tab=scatter",
                $"/experiments/{run.ExperimentId}",
            }
        )
        {
            var page = await lab.OpenAsync(path);
            await Expect(page.Locator("main")).ToContainTextAsync("<img src=x");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            foreach (var link in await page.Locator(".note-text a").AllAsync())
                Assert.Equal("#", await link.GetAttributeAsync("href"));
            Assert.Equal(0, await page.Locator("main img[src=x], main script, main svg[onload]").CountAsync());
            Assert.NotEqual("taken", await page.TitleAsync());
        }
    }

    private static async Task Choose(IPage page, RunSummary run, string verb)
    {
        await page.Locator($"[data-menu='{run.Id}']").First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = verb, Exact = true }).ClickAsync();
    }
}
