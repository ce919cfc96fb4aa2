using System.Collections.Concurrent;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Live;
using WebLab.Client.Runs.Table;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Runs.Table;

public sealed class RunsPageTests : PageTest
{
    private readonly List<RunRow> _rows = [.. Enumerable.Range(0, 6).Select(Row)];
    private readonly ConcurrentQueue<string> _asked = [];
    private Func<IResult> _known = () => SmallLab.Json(new Dictionary<string, IReadOnlyList<string>>());
    private int _knownAnswers;

    [Fact]
    public void The_usual_columns_fit_a_window_of_1440_pixels()
    {
        // Less its gutters of 20, a scroll bar of 15 and the frame.
        Assert.InRange(ColumnLayout.Default.FullWidth, 1_000, 1_440 - 40 - 15 - 2);
    }

    [Fact]
    public async Task A_filter_that_is_wrong_is_said_and_not_sent()
    {
        var page = Open("runs?filter=noise%20%3E%200.3%20%26");
        page.WaitForAssertion(() =>
            Assert.Contains("a condition is missing", page.Find("#run-filter-help").TextContent, StringComparison.Ordinal)
        );
        await page.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo("runs"));
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("tr[data-run]").Count));
        Assert.All(_asked, filter => Assert.Equal("", filter));
        Assert.Equal("runs?filter=archived%20%3D%20true", page.Find("a[data-archived]").GetAttribute("href"));
    }

    [Fact]
    public async Task With_Shift_a_tick_takes_every_run_between_also_those_that_are_not_on_the_screen()
    {
        var page = Open("runs");
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("tr[data-run]").Count));
        await Click(page, 1, isShift: false);
        await Click(page, 4, isShift: true);
        var basket = Services.GetRequiredService<RunBasket>();
        page.WaitForAssertion(() => Assert.Equal(_rows[1..5].Select(row => row.Id), basket.Runs));
        await Click(page, 2, isShift: true);
        page.WaitForAssertion(() => Assert.Equal([_rows[1].Id], basket.Runs));
    }

    [Fact]
    public async Task One_tick_takes_all_runs_of_the_list_and_gives_them_back()
    {
        var page = Open("runs");
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("tr[data-run]").Count));
        var basket = Services.GetRequiredService<RunBasket>();
        await page.InvokeAsync(() => page.Find("thead input").Change(true));
        page.WaitForAssertion(() => Assert.Equal(6, basket.Runs.Count));
        page.WaitForAssertion(() => Assert.True(page.Find("thead input").HasAttribute("checked")));
        await page.InvokeAsync(() => page.Find("thead input").Change(false));
        Assert.Empty(basket.Runs);
    }

    [Fact]
    public async Task What_a_filter_may_name_is_asked_for_again_when_it_could_not_be_read_and_the_rows_are_read_once_a_visit()
    {
        var isKnown = false;
        _known = () => isKnown ? SmallLab.Json(new Dictionary<string, IReadOnlyList<string>>()) : Results.StatusCode(503);
        await Services.GetRequiredService<LiveConnection>().Start();
        var page = Open("runs");
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("tr[data-run]").Count));
        Assert.Single(_asked);
        isKnown = true;
        Lab.Watches.Cut();
        page.WaitForAssertion(() => Assert.True(_knownAnswers > 0));
    }

    [Fact]
    public void The_table_is_offered_as_files_with_its_filter_order_and_columns()
    {
        var page = Open("runs?filter=seed%20in%20(1,2)&sort=seed&columns=name,seed");
        var csv = page.WaitForElement(".run-tools a[download]").GetAttribute("href");
        Assert.Equal("api/runs/table.csv?fields=name,seed&filter=seed%20in%20%281%2C2%29&sort=seed", csv);
    }

    private static Task Click(IRenderedComponent<RunsPage> page, int row, bool isShift) =>
        page.InvokeAsync(() => page.FindAll("tbody [data-choose]")[row].Click(new MouseEventArgs { ShiftKey = isShift }));

    private IRenderedComponent<RunsPage> Open(string address)
    {
        JSInterop.SetupModule("./js/table.js").Setup<float>("rowHeight").SetResult(46);
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/rows",
            request =>
            {
                _asked.Enqueue(request.Query["filter"].ToString());
                return Task.FromResult(SmallLab.Json(new Page<RunRow>(_rows, _rows.Count)));
            }
        );
        Lab.Answer($"GET {ApiRoutes.Runs}/ids", _rows.Select(row => row.Id));
        Lab.Answer($"POST {ApiRoutes.RunActionPreviews}", Array.Empty<RunActionPreview>());
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/known",
            _ =>
            {
                var answer = _known();
                if (answer is not StatusCodeHttpResult)
                    Interlocked.Increment(ref _knownAnswers);
                return Task.FromResult(answer);
            }
        );
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<RunsPage>();
    }

    private static RunRow Row(int index) =>
        new(Guid.NewGuid(), Guid.NewGuid(), "an experiment", index, $"run {index}", RunStatus.Completed, false, false, new string?[12]);
}
