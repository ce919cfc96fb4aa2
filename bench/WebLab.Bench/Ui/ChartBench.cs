using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Playwright;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Ui;

/// <summary>100 runs of 100,000 points on one chart, and a hundredth of it.</summary>
internal static class ChartBench
{
    private const int Rounds = 5,
        Requests = 10;
    private const double Narrower = 10.5;

    /// <summary>A zoom that is not on the screen by then counts as so many milliseconds.</summary>
    private const double Patience = 15_000;

    private const string Chart = "document.querySelector('[data-chart=loss]')?.weblabChart";

    // A chart outside of the window is not drawn: bring it there as soon as it stands.
    private const string Show =
        "const shown = setInterval(() => { const chart = document.querySelector('[data-chart=loss]'); if (chart) { "
        + "chart.scrollIntoView({ block: 'center' }); if (chart.weblabChart?.drawn.length) clearInterval(shown); } }, 20)";

    public static async Task Measure(BenchReport report, IBrowser browser, LabProcess lab, IReadOnlyList<RunSummary> runs)
    {
        await Server(report, lab, runs);
        await using var tab = await Tab.Open(browser, lab);
        await tab.Go("/theory");
        var address = $"/compare?runs={string.Join(',', runs.Select(run => run.Id))}&show=all";
        var (drawn, zoomed) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            drawn.Add(
                await tab.Time(
                    $"const link = document.createElement('a'); link.href = '{address}'; document.querySelector('main').append(link); "
                        + $"link.click(); link.remove(); {Show}",
                    $"{Chart}?.lines.size >= {2 * runs.Count} && {Chart}.drawn.length >= {2 * runs.Count} && !{Chart}.pace.isLate"
                )
            );
            await Zoom(tab, round, mustBeExact: false);
            zoomed.Add(await Zoom(tab, round, mustBeExact: true));
            await tab.Page.EvaluateAsync("() => Blazor.navigateTo('/theory')");
            await tab.Page.WaitForFunctionAsync($"() => !{Chart}");
        }
        report.Add(
            BenchFigure.AtMost(
                "ui.chart-drawn",
                Percentile.Of(drawn, 0.5),
                "ms",
                1_000,
                $"from the click on Compare to {runs.Count} losses on one chart among others, median of {Rounds}; first {drawn[0]:0} ms"
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "ui.chart-zoom",
                Percentile.Of(zoomed, 0.5),
                "ms",
                300,
                $"from letting go of a drag over a hundredth to every point of it drawn, {runs.Count} runs, median of {Rounds}; "
                    + $"{Patience:0} ms stands for never"
            )
        );
    }

    private static async Task Server(BenchReport report, LabProcess lab, IReadOnlyList<RunSummary> runs)
    {
        using var http = new HttpClient { BaseAddress = lab.Address };
        var query = new CurveQuery
        {
            Windows = [.. runs.Select(run => new CurveWindow(run.Id))],
            Metrics = [Metric.StepLoss],
            Buckets = 1_000,
        };
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.PostAsJsonAsync(ApiRoutes.Curves, query, LabJson.Options);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        report.Add(
            BenchFigure.AtMost(
                "ui.chart-server",
                Percentile.Of(times, 0.5),
                "ms",
                150,
                $"the losses of {runs.Count} runs as 1,000 buckets, over HTTP, median of {Requests}; first {times[0]:0} ms"
            )
        );
    }

    /// <summary>Drags over a little less than a tenth of the chart: twice, that are fewer points than the thousand buckets of an
    /// answer.</summary>
    /// <returns>Milliseconds from the release to the frame in which what the server has of the range is drawn.</returns>
    private static async Task<double> Zoom(Tab tab, int round, bool mustBeExact)
    {
        var canvas = tab.Page.Locator("[data-chart=loss] .chart-canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        var plot = box.Width - 60;
        var (x, y) = (box.X + 46 + plot * (0.3 + 0.05 * round), box.Y + box.Height / 2);
        await tab.Page.Mouse.MoveAsync((float)x, (float)y);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync((float)(x + plot / Narrower), (float)y, new() { Steps = 4 });
        var width = mustBeExact ? "&& line.detail.width === 1" : "";
        // Listening stands before the release is sent: the two go to the page by different ways.
        await tab.Page.EvaluateAsync(
            $$"""
            patience => { window.benchZoom = new Promise(done => {
              const old = new Map([...{{Chart}}.lines.values()].map(line => [line.key, line.detail]));
              setTimeout(() => done(patience), patience);
              addEventListener("pointerup", async () => {
                const began = performance.now();
                const isNew = line => line.measure !== "one step" || (line.detail && line.detail !== old.get(line.key) {{width}});
                while (![...{{Chart}}.lines.values()].every(isNew) || {{Chart}}.pace.isLate) {
                  if (performance.now() - began > patience) return;
                  await new Promise(requestAnimationFrame);
                }
                requestAnimationFrame(() => done(performance.now() - began));
              }, { once: true, capture: true });
            }); }
            """,
            Patience
        );
        await tab.Page.Mouse.UpAsync();
        return await tab.Page.EvaluateAsync<double>("() => window.benchZoom");
    }
}
