using Microsoft.Playwright;

namespace WebLab.Bench.Ui;

/// <summary>A first visit with an empty cache, and later ones.</summary>
internal static class VisitBench
{
    private const int Rounds = 5;

    public static async Task Measure(BenchReport report, IBrowser browser, LabProcess lab)
    {
        var (first, later, bytes) = (new List<double>(), new List<double>(), 0d);
        for (var round = 0; round < Rounds; round++)
        {
            await using var tab = await Tab.Open(browser, lab);
            await tab.Protocol.SendAsync("Network.enable");
            double received = 0;
            tab.Protocol.Event("Network.loadingFinished").OnEvent += (_, answer) =>
                received += answer!.Value.GetProperty("encodedDataLength").GetDouble();
            first.Add(await Visit(tab.Page));
            // What the page asks for once it stands belongs to the visit too.
            await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            bytes = Math.Max(bytes, received);
            later.Add(await Visit(tab.Page));
        }
        report.Add(
            BenchFigure.AtMost(
                "ui.first-visit-bytes",
                bytes / 1e6,
                "MB",
                3.3,
                "all answers to a profile with an empty cache, as " + "transferred"
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "ui.first-visit",
                Percentile.Of(first, 0.5),
                "ms",
                3_000,
                $"to the launch page whose first card takes a click, median of {Rounds} profiles"
            )
        );
        report.Add(BenchFigure.AtMost("ui.later-visit", Percentile.Of(later, 0.5), "ms", 1_000, "the same profiles again"));
    }

    /// <summary>From the request to a page that answers: the first preset's link is there and .NET follows it.</summary>
    private static async Task<double> Visit(IPage page)
    {
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("main h1").WaitForAsync();
        return await page.EvaluateAsync<double>("() => new Promise(done => requestAnimationFrame(() => done(performance.now())))");
    }
}
