using System.Diagnostics;
using Microsoft.Playwright;
using WebLab.Bench.Hosting;

namespace WebLab.Bench.Ui;

/// <summary>A server that is killed and started again while a page is open: what its start costs, how soon the page says that it is away,
/// and how soon it is used again.</summary>
internal static class RestartBench
{
    private const int Rounds = 5;

    public static async Task Measure(BenchReport report, IBrowser browser)
    {
        using var folder = new TemporaryFolder("weblab-restart-");
        await using var lab = await BenchLab.Start(folder.Path);
        await using var tab = await Tab.Open(browser, lab);
        await tab.Go("/runs");
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var banner = tab.Page.Locator(".banner");
        var (told, ready, used, again) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await lab.Kill();
            var began = Stopwatch.GetTimestamp();
            await banner.WaitForAsync();
            told.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            began = Stopwatch.GetTimestamp();
            await lab.StartAgain();
            ready.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            used.Add(lab.ProcessorTime.TotalMilliseconds);
            began = Stopwatch.GetTimestamp();
            await banner.WaitForAsync(new() { State = WaitForSelectorState.Detached });
            again.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        var how = $"median of {Rounds} kills with a page open";
        report.Add(BenchFigure.AtMost("ui.away-told", Percentile.Of(told, 0.5), "ms", 5_000, how));
        report.Add(BenchFigure.AtMost("ui.usable-again", Percentile.Of(again, 0.5), "ms", 3_000, $"from \"ready at\" to no banner, {how}"));
        report.Add(new("ui.server-start", Percentile.Of(ready, 0.5), "ms", null, false, "from the command to \"ready at\", the same"));
        report.Add(new("ui.server-start-cpu", Percentile.Of(used, 0.5), "ms", null, false, "of processor time until then"));
    }
}
