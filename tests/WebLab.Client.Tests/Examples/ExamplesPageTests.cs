using System.Collections.Concurrent;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Examples;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Examples;

public sealed class ExamplesPageTests : PageTest
{
    private readonly ConcurrentQueue<string> _asked = [],
        _ranges = [];

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task A_link_asks_the_server_for_the_page_that_it_names()
    {
        var page = await Open("?show=corrupted-fitted&sort=-loss&given=2&from=50", "tbody tr[data-row]");
        Assert.Equal(50, page.FindAll("tbody tr[data-row]").Count);
        Assert.Equal(
            "split=train show=corrupted-fitted sort=loss descending=true givenClass=2 trueClass= offset=50 limit=50",
            _asked.Last()
        );
        Assert.Equal("Corrupted and fitted", page.Find(".chip[aria-pressed=true]").TextContent);
        Assert.Contains("51 to 100 of", page.Find(".example-pages").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_chosen_stands_in_the_address_and_is_asked_for()
    {
        var page = await Open("?from=100", "tbody tr[data-row]");
        await Press(page, ".chip", "Never learned", () =>
            Assert.StartsWith("split=train show=never-learned sort=index", _asked.Last(), StringComparison.Ordinal)
        );
        Assert.EndsWith("offset=0 limit=50", _asked.Last(), StringComparison.Ordinal);
        await Press(page, "thead .tool", "Loss", () =>
            Assert.Equal("descending", page.Find("th[title='Cross-entropy.']").GetAttribute("aria-sort"))
        );
        Assert.EndsWith("/examples?show=never-learned&sort=-loss", Navigation.Uri, StringComparison.Ordinal);
        await Press(page, "thead .tool", "Loss ↓", () =>
            Assert.Contains("sort=loss descending=false", _asked.Last(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_every_column_says_is_read_without_a_pointer()
    {
        var page = await Open("", "tbody tr[data-row]", facts: LedgerMaker.FactsOfALab);
        Assert.Equal(
            [
                "Prediction: The class that is predicted.",
                "Loss, nats: Cross-entropy.",
                "First fit, epoch: The first epoch.",
                "Score: What the lab keeps.",
            ],
            page.FindAll(".column-words dl div").Select(each => string.Join(": ", each.Children.Select(part => part.TextContent)))
        );
    }

    [Fact]
    public async Task A_range_of_any_amount_is_shown_alone_and_taken_away_by_its_chip()
    {
        var page = await Open("?range=loss:0.5,", "tbody tr[data-row]", facts: LedgerMaker.FactsOfALab);
        Assert.Equal("loss:0.5,", _ranges.Last());
        Assert.Equal("Loss ≥ 0.5 ×", page.Find("[data-range]").TextContent);
        await page.InvokeAsync(() => page.Find("select[aria-label='Column of the range']").Change("lab.score"));
        await page.InvokeAsync(() => page.Find("input[aria-label='Least value']").Change("2"));
        await page.InvokeAsync(() => page.Find("input[aria-label='Greatest value']").Change("1"));
        await page.InvokeAsync(() => page.Find(".example-ranges form").Submit());
        Assert.Equal("A range begins before it ends.", page.Find(".example-ranges .fault").TextContent);
        await page.InvokeAsync(() => page.Find("input[aria-label='Least value']").Change("-1"));
        var asked = page.WaitForAssertionAsync(() => Assert.Equal("loss:0.5,;lab.score:-1,1", _ranges.Last()));
        await page.InvokeAsync(() => page.Find(".example-ranges form").Submit());
        await asked;
        await Press(page, "[data-range]", "Loss ≥ 0.5 ×", () => Assert.Equal("lab.score:-1,1", _ranges.Last()));
    }

    [Fact]
    public async Task A_row_says_what_was_recorded_in_words()
    {
        var page = await Open("", "tbody tr[data-row]");
        Assert.Equal(
            ["square", "ring", "square", "0.25", "never"],
            page.FindAll("tbody tr")[1].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())
        );
    }

    [Fact]
    public async Task The_story_goes_on_over_the_end_of_a_page()
    {
        var page = await Open("?example=49", ".story-strip");
        Assert.Equal("Example 49", page.Find("#story-title").TextContent);
        Assert.Contains("ring to epoch 2, then square to epoch 3", page.Find(".story-strip").TextContent, StringComparison.Ordinal);
        await Press(page, "dialog button", "Next →", () => Assert.Equal("Example 50", page.Find("#story-title").TextContent));
        Assert.EndsWith("/examples?example=50&from=50", Navigation.Uri, StringComparison.Ordinal);
        var show = JSInterop.SetupModule("./js/keys.js").SetupVoid("show", "example-50");
        show.SetVoidResult();
        var closed = page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("dialog")));
        await page.InvokeAsync(() => page.Find("dialog").TriggerEvent("onclose", EventArgs.Empty));
        await closed;
        Assert.Single(show.Invocations);
    }

    [Fact]
    public async Task The_whole_ledger_is_a_click_away_as_files()
    {
        var page = await Open("", "tbody tr[data-row]");
        var ledger = $"{ApiRoutes.Runs}/{LedgerMaker.Run.Id}/ledger".TrimStart('/');
        Assert.Equal(
            [$"{ledger}.csv", $"{ledger}.parquet", $"{ledger}.parquet?rows=evaluations"],
            page.FindAll("a[download]").Select(link => link.GetAttribute("href"))
        );
    }

    [Fact]
    public async Task Test_examples_are_a_choice_of_the_same_page_that_the_address_keeps()
    {
        var page = await Open("?show=corrupted&sort=-loss&from=50", "tbody tr[data-row]");
        Lab.Answer(LedgerMaker.Route(LedgerMaker.Run), LedgerMaker.Facts with { Split = RecordedSplit.Test, Corrupted = 0 });
        await Press(page, ".example-splits .tool", "Test examples", () =>
            Assert.Equal(["All", "Right", "Wrong", "Never right"], page.FindAll(".chip").Select(chip => chip.TextContent))
        );
        Assert.EndsWith("/examples?split=test", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("split=test show=all sort=index descending=false givenClass= trueClass= offset=0 limit=50", _asked.Last());
        Assert.Equal(["Example ↑", "True"], page.FindAll("thead th").Take(2).Select(head => head.TextContent));
        var ledger = $"{ApiRoutes.Runs}/{LedgerMaker.Run.Id}/ledger".TrimStart('/');
        Assert.Equal(
            [$"{ledger}.csv?split=test", $"{ledger}.parquet?split=test", $"{ledger}.parquet?rows=evaluations&split=test"],
            page.FindAll("a[download]").Select(link => link.GetAttribute("href"))
        );
        await Press(page, ".chip", "Wrong", () => Assert.StartsWith("split=test show=not-fitted", _asked.Last(), StringComparison.Ordinal));
        Assert.EndsWith("/examples?split=test&show=not-fitted", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_ledger_of_its_test_examples_says_so_and_leads_back()
    {
        var page = await Open("", "tbody tr[data-row]");
        Lab.Answer(LedgerMaker.Route(LedgerMaker.Run), request =>
            Task.FromResult(request.Query["split"] == "test" ? Results.NotFound() : SmallLab.Json(LedgerMaker.Facts))
        );
        await Press(page, ".example-splits .tool", "Test examples", () =>
            Assert.Contains("before WebLab kept a ledger of them", page.Find(".teach").TextContent, StringComparison.Ordinal)
        );
        await Press(page, ".example-splits .tool", "Training examples", () => Assert.NotEmpty(page.FindAll("tbody tr[data-row]")));
    }

    [Fact]
    public async Task A_run_without_a_ledger_says_why()
    {
        var page = await Open("", ".teach", LedgerMaker.Run with { Status = RunStatus.Failed }, hasLedger: false);
        Assert.Contains("Nothing was recorded", page.Find(".teach").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a[download]"));
    }

    // A wait that begins while the page is drawn can miss the drawing: this one begins before what is pressed.
    private static async Task Press(IRenderedComponent<ExamplesPage> page, string selector, string text, Action then)
    {
        var done = page.WaitForAssertionAsync(then);
        await Click(page, () => page.FindAll(selector).Single(each => each.TextContent == text));
        await done;
    }

    private async Task<IRenderedComponent<ExamplesPage>> Open(
        string query,
        string until,
        RunSummary? run = null,
        bool hasLedger = true,
        LedgerFacts? facts = null
    )
    {
        run ??= LedgerMaker.Run;
        var mayAnswer = new TaskCompletionSource();
        string[] told = ["split", "show", "sort", "descending", "givenClass", "trueClass", "offset", "limit"];
        LedgerMaker.Answer(
            Lab,
            run,
            mayAnswer.Task,
            asked =>
            {
                _asked.Enqueue(string.Join(' ', told.Select(name => $"{name}={asked[name]}")));
                _ranges.Enqueue(asked["range"].ToString());
            }
        );
        if (facts is not null)
            Lab.Answer(LedgerMaker.Route(run), facts);
        if (!hasLedger)
            Lab.Answer(LedgerMaker.Route(run), _ => Task.FromResult(Results.NotFound()));
        Navigation.NavigateTo($"runs/{run.Id}/examples{query}");
        var page = Render<ExamplesPage>(parameters => parameters.Add(p => p.Id, run.Id));
        var shown = page.WaitForElementAsync(until);
        mayAnswer.SetResult();
        await shown;
        return page;
    }
}
