using System.Text;
using Microsoft.Playwright;
using WebLab.Contracts.Runs;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Compare;

[Trait("Speed", "Slow")]
public sealed class ComparePageTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task Without_runs_true_against_random_labels_is_the_first_example()
    {
        var runs = await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync("/compare");
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare your true and random labels" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        await Expect(page.Locator(".run-side li")).ToHaveCountAsync(runs.Count);
    }

    [Fact]
    public async Task Curves_go_on_from_a_comparison_to_one_of_its_runs_and_back()
    {
        var run = (await lab.LaunchAsync("There and back", Recipes.Long, Recipes.Short)).Runs;
        var page = await lab.OpenAsync($"/compare?runs={run[0].Id},{run[1].Id}");
        var screen = new ExperimentScreen(page);
        await screen.WaitForStepAsync(run[0].Id, 4);
        await page.Locator($".run-side a[href$='{run[0].Id}']").ClickAsync();
        await page.WaitForURLAsync($"**/runs/{run[0].Id}");
        await screen.WaitForStepAsync(run[0].Id, (await screen.WaitForStepAsync(run[0].Id, 1)) + 12);
        await page.GoBackAsync();
        await page.WaitForURLAsync("**/compare?*");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        await screen.WaitForStepAsync(run[0].Id, (await screen.WaitForStepAsync(run[0].Id, 1)) + 12);
        ExperimentScreen.AssertNoGapAndNoneTwice(await screen.StepsAsync(run[0].Id));
        await lab.ActAsync(new() { Verb = RunVerb.Cancel, Ids = [run[0].Id] });
    }

    [Fact]
    public async Task Ticked_runs_are_compared_and_only_what_differs_is_listed()
    {
        var runs = await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync("/runs");
        foreach (var run in runs)
            await page.Locator($"tr[data-run='{run.Id}'] [data-choose]").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare (2)" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Recipe differences" }).ClickAsync();
        var rows = page.Locator("#compare-panel tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("random-labels");
        await page.GetByLabel("Show fields that do not differ").CheckAsync();
        await Expect(page.Locator("#difference-epochs")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next difference" }).ClickAsync();
        await Expect(page.Locator("#difference-corruption")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_summary_measures_the_others_against_the_baseline_with_an_arrow_and_a_word()
    {
        var runs = await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync($"/compare?runs={runs[0].Id},{runs[1].Id}&tab=summary");
        var row = page.Locator("#compare-panel tr").Filter(new() { HasText = "Test accuracy↑" }).First;
        await Expect(row).ToContainTextAsync("▼");
        await Expect(row).ToContainTextAsync("points, worse");
        await page.GetByLabel("Measure against short random").CheckAsync();
        await Expect(row).ToContainTextAsync("points, better");
    }

    [Fact]
    public async Task The_link_opens_the_same_view_for_another()
    {
        var runs = await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync($"/compare?runs={runs[0].Id},{runs[1].Id}");
        await new ExperimentScreen(page).WaitForStepAsync(runs[0].Id, 80);
        await page.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true }).ClickAsync();
        await page.GetByLabel("Smoothing, 0 to 0.99").FillAsync("0.5");
        await page.GetByLabel("Smoothing, 0 to 0.99").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show short random" }).ClickAsync();
        await new ExperimentScreen(page).ZoomAsync(0.2, 0.8);
        var range = await new ExperimentScreen(page).RangeAsync();
        // At once: the page's own address follows half a second later.
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        var link = await Clipboard.ReadAsync(page);
        await page.WaitForURLAsync(link);
        var other = await lab.OpenAsync(new Uri(link).PathAndQuery);
        await new ExperimentScreen(other).WaitForStepAsync(runs[0].Id, 80);
        Assert.Equal(range, await new ExperimentScreen(other).RangeAsync());
        await Expect(other.GetByLabel("Smoothing, 0 to 0.99")).ToHaveValueAsync("0.5");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Show short random" })).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Step", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Any_field_is_drawn_against_any_and_over_parallel_axes_with_a_table_beside()
    {
        var runs = await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync($"/compare?runs={runs[0].Id},{runs[1].Id}&tab=scatter");
        await page.GetByLabel("Field across").SelectOptionAsync("corruption");
        await page.WaitForURLAsync(url => url.Contains("x=corruption", StringComparison.Ordinal));
        await page.WaitForFunctionAsync(
            "() => document.querySelector('.field-chart')?.fieldChart?.engine.getOption().series[0].data.length === 2"
        );
        await page.GetByText("The values as a table").ClickAsync();
        await Expect(page.Locator(".field-table tbody tr").Nth(1)).ToContainTextAsync("random-labels");
        foreach (var (format, start) in new[] { ("SVG", "<svg"), ("PNG", "\u0089PNG"), ("CSV", "id,name,corruption,test.acc\r\n") })
        {
            var download = await page.RunAndWaitForDownloadAsync(() =>
                page.Locator(".field-tools").GetByRole(AriaRole.Button, new() { Name = format }).ClickAsync()
            );
            Assert.StartsWith(
                start,
                Encoding.Latin1.GetString(await File.ReadAllBytesAsync(await download.PathAsync())),
                StringComparison.Ordinal
            );
        }
        Assert.Equal(
            ["99.900 %", "99.920 %"],
            await page.EvaluateAsync<string[]>(
                "async () => { const { number, tickDigits } = await import('/js/field-chart.js'); const share = { isShare: true };"
                    + " return [0.999, 0.9992].map(value => number(share, value, tickDigits(share, [0.999, 0.9998]))); }"
            )
        );
        // By scipy.stats.spearmanr, of those that have both.
        Assert.Equal(
            0.8207826817,
            await page.EvaluateAsync<double>(
                "async () => (await import('/js/example-columns.js')).spearman([1, 2, 3, 9, 4, 5], [5, 6, 7, NaN, 8, 7])"
            ),
            1e-9
        );
        // What is copied of a table is one line a row.
        var copied = await page.EvaluateAsync<string>(
            "() => { const data = new DataTransfer(); getSelection().selectAllChildren(document.querySelector('.field-table table'));"
                + " document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, cancelable: true }));"
                + " return data.getData('text/plain'); }"
        );
        Assert.Matches("^Run\tCorruption\tTest accuracy\nshort\t[^\t\n]+\t[\\d.]+ %\nshort random\t[^\t\n]+\t[\\d.]+ %\n$", copied);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Parallel coordinates" }).ClickAsync();
        await page.GetByLabel("Add an axis").SelectOptionAsync("speed");
        await page.WaitForFunctionAsync(
            "() => document.querySelector('.field-chart')?.fieldChart?.engine.getOption().parallelAxis?.at(-1).name === 'Images/s'"
        );
    }

    [Fact]
    public async Task What_is_brushed_in_one_map_is_marked_in_all_and_its_examples_are_shown()
    {
        var run = (await lab.TrueAndRandomAsync())[1];
        var page = await lab.OpenAsync($"/runs/{run.Id}/maps");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.map-groups tbody tr').length === 2");
        var canvas = page.Locator("[data-map=cartography] .map-canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 66, box.Y + 18);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width - 24, box.Y + box.Height - 52, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**brush=cartography*");
        await Expect(page.Locator(".map-groups tbody tr").Last).ToContainTextAsync("Chosen");
        // Every map has the chosen as a series of its own, after the clean and the corrupted ones.
        await page.WaitForFunctionAsync(
            "() => [...document.querySelector('[data-map]').closest('.map-grid').parentElement.exampleMaps.panels.values()]"
                + ".every(panel => panel.engine.getOption().series.at(-1).name === 'chosen')"
        );
        var link = page.Url;
        await Expect(page.Locator(".chosen-examples img").First).ToBeVisibleAsync();
        await page.Locator(".chosen-examples [data-row]").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        var story = page.GetByRole(AriaRole.Dialog);
        await Expect(story.Locator(".story-strip").First).ToBeVisibleAsync();
        var before = await story.Locator("h2").TextContentAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(story.Locator("h2")).Not.ToHaveTextAsync(before!);
        await page.Keyboard.PressAsync("Escape");
        await Expect(story).ToHaveCountAsync(0);
        await Expect(page.Locator(".chosen-examples [data-row]:focus")).ToHaveCountAsync(1);
        // The link has all of it.
        var other = await lab.OpenAsync(new Uri(link).PathAndQuery);
        await Expect(other.Locator(".chosen-examples h2")).ToHaveTextAsync((await page.Locator(".chosen-examples h2").TextContentAsync())!);
    }

    [Fact]
    public async Task A_colour_that_was_chosen_is_the_same_in_every_list_after_a_reload()
    {
        var runs = await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync($"/compare?runs={runs[0].Id},{runs[1].Id}");
        await page.Locator($"[data-dot='{runs[0].Id}']").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Colour 8" }).ClickAsync();
        await Expect(page.Locator($"[data-dot='{runs[0].Id}'] svg")).ToHaveAttributeAsync("style", "color: var(--run-7)");
        await page.GotoAsync("/runs");
        await Expect(page.Locator($"tr[data-run='{runs[0].Id}'] .run-mark")).ToHaveAttributeAsync("style", "color: var(--run-7)");
    }
}
