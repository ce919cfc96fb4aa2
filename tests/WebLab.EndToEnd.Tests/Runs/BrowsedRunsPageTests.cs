using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Runs;

[Trait("Speed", "Slow")]
public sealed partial class BrowsedRunsPageTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task Columns_that_were_chosen_moved_and_resized_are_remembered_over_a_reload_and_a_link_has_them()
    {
        await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync("/runs");
        await page.Locator(".chooser summary").ClickAsync();
        await page.GetByLabel("Find a field").FillAsync("batch");
        await page.Locator(".chooser ul").GetByRole(AriaRole.Checkbox, new() { Name = "Batch size", Exact = true }).ClickAsync();
        await Expect(page.Locator("col[data-column=batch-size]")).ToHaveCountAsync(1);
        await page.Locator(".chooser ol").GetByRole(AriaRole.Checkbox, new() { Name = "Status", Exact = true }).ClickAsync();
        await Expect(page.Locator("col[data-column=status]")).ToHaveCountAsync(0);
        for (var i = 0; i < 4; i++)
            await page.GetByRole(AriaRole.Button, new() { Name = "Move Batch size to the left" }).ClickAsync();
        await page.Locator(".chooser summary").ClickAsync();
        await page.Locator("[data-resize=batch-size]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("col[data-column=batch-size]")).ToHaveAttributeAsync("style", "width: 108px");
        var headings = await Headings(page);
        Assert.DoesNotContain("Status", headings);
        Assert.NotEqual("Batch size", headings[^1]);

        await page.GotoAsync("/runs");
        await Expect(page.Locator("col[data-column=batch-size]")).ToHaveAttributeAsync("style", "width: 108px");
        Assert.Equal(headings, await Headings(page));

        var other = await lab.OpenAsync("/runs?columns=name,seed,batch-size*200");
        await Expect(other.Locator("col[data-column=batch-size]")).ToHaveAttributeAsync("style", "width: 200px");
        Assert.Equal(["Run", "Seed", "Batch size"], await Headings(other));
    }

    [Fact]
    public async Task Opened_from_another_page_the_table_is_there_and_follows_a_scroll()
    {
        var run = (await lab.TrueAndRandomAsync())[0];
        var page = await lab.OpenAsync("/theory");
        await page.Locator(".places").GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        await Expect(page.Locator($"tr[data-run='{run.Id}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_table_fits_1440_pixels_and_Back_finds_the_place_that_was_left()
    {
        await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync("/runs", height: 300);
        await Expect(page.Locator("tr[data-run]").Nth(1)).ToBeVisibleAsync();
        await Expect(page.Locator(".run-list.fits")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await page.EvaluateAsync("() => scrollTo(0, 90)");
        await page.WaitForFunctionAsync("() => history.state?.scroll === 90");
        await page.Locator("tr[data-run] [data-open]").Last.ClickAsync();
        await page.WaitForURLAsync("**/runs/*");
        await Expect(page.Locator("[data-chart]").First).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('tr[data-run]') !== null && scrollY === 90");
    }

    [Fact]
    public async Task The_table_shows_last_and_best_value_with_its_epoch()
    {
        var run = (await lab.TrueAndRandomAsync())[0];
        var page = await lab.OpenAsync("/runs?columns=name,test.acc,test.best,loss.best");
        await Expect(page.Locator($"tr[data-run='{run.Id}'] td[data-label='Best test accuracy, chosen on test']"))
            .ToHaveTextAsync(ValueWithEpoch());
        await Expect(page.Locator($"tr[data-run='{run.Id}'] td[data-label='Best training loss']")).ToHaveTextAsync(ValueWithEpoch());
    }

    [Fact]
    public async Task Filter_and_sort_are_in_the_address_and_a_wrong_filter_is_told_at_its_column()
    {
        var run = (await lab.TrueAndRandomAsync())[1];
        var page = await lab.OpenAsync("/runs");
        await page.Locator("#run-filter").FillAsync("corruption = random-labels");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test accuracy", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url =>
            url.Contains("sort=-test.acc", StringComparison.Ordinal) && url.Contains("filter=corruption", StringComparison.Ordinal)
        );
        var other = await lab.OpenAsync(new Uri(page.Url).PathAndQuery);
        await Expect(other.Locator($"tr[data-run='{run.Id}']")).ToBeVisibleAsync();
        await Expect(other.Locator("tr[data-run]").Filter(new() { HasTextRegex = OnlyShort() })).ToHaveCountAsync(0);
        await Expect(other.Locator("th[aria-sort=descending]")).ToContainTextAsync("Test accuracy");
        await page.Locator("#run-filter").FillAsync("test.acc > much");
        await Expect(page.Locator("#run-filter-help")).ToContainTextAsync("Column 12: ");
    }

    [Fact]
    public async Task Runs_are_grouped_with_mean_and_spread_and_a_group_is_shown()
    {
        await lab.TrueAndRandomAsync();
        await lab.FinishedAsync("Another seed", Recipes.ShortRandom with { Spec = Recipes.ShortRandom.Spec with { Seed = 2 } });
        var page = await lab.OpenAsync("/runs");
        await page.GetByLabel("Group by", new() { Exact = true }).First.SelectOptionAsync("corruption");
        var row = page.Locator(".run-groups tbody tr").Filter(new() { HasText = "random-labels" });
        await Expect(row).ToContainTextAsync("±");
        await row.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Locator("#run-filter")).ToHaveValueAsync("corruption = random-labels");
        await Expect(page.Locator("tr[data-run]").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keys_move_choose_compare_and_help_and_are_only_letters_while_typing()
    {
        await lab.TrueAndRandomAsync();
        var page = await lab.OpenAsync("/runs");
        await Expect(page.Locator("tr[data-run]").Nth(1)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#run-filter")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("jkxc?");
        await Expect(page.Locator("#run-filter")).ToHaveValueAsync("jkxc?");
        await Expect(page.Locator("#key-help")).ToBeHiddenAsync();
        await page.Locator("#run-filter").FillAsync("");
        await Expect(page.Locator("tr[data-run]").Nth(1)).ToBeVisibleAsync();
        await page.Locator("#run-filter").BlurAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr[data-run]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr[data-run]").Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".run-basket")).ToContainTextAsync("Compare (2)");
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#key-help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keys and help" }).ClickAsync();
        await Expect(page.Locator("#key-help a[href='openapi/v1.json']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".chooser summary").ClickAsync();
        await Expect(page.Locator(".chooser[open]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".chooser[open]")).ToHaveCountAsync(0);
        await Expect(page.Locator(".chooser summary")).ToBeFocusedAsync();
        await page.Locator("tr[data-run] [data-menu]").First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.Locator("#verb-answer")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as it is" }).ClickAsync();
        await Expect(page.Locator("tr[data-run] [data-menu]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("c");
        await page.WaitForURLAsync("**/compare?**");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        await page.Locator("[data-smoothing]").WaitForAsync();
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("[data-smoothing]")).ToBeFocusedAsync();
    }

    private static Task<IReadOnlyList<string>> Headings(IPage page) => page.Locator(".run-list thead button").AllInnerTextsAsync();

    [GeneratedRegex(@"^[\d.]+( %)? @ \d+$")]
    private static partial Regex ValueWithEpoch();

    [GeneratedRegex(@"^\s*short(?! random)")]
    private static partial Regex OnlyShort();
}
