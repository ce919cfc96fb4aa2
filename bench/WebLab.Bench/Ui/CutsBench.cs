using Microsoft.Playwright;
using WebLab.Bench.Hosting;
using WebLab.Bench.Store;
using WebLab.Bench.Workers;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Ui;

/// <summary>Pages that are open behind nginx, in the folder /weblab/, while their connections are cut at drawn moments: none may die, and
/// each must hold every point in the end.</summary>
internal static class CutsBench
{
    private const int Cuts = 200,
        Pages = 12;

    // Few enough points that a chart holds each by itself and not in buckets.
    private static readonly TimeSpan BetweenPoints = TimeSpan.FromMilliseconds(250),
        Patience = TimeSpan.FromMinutes(5);

    public static async Task Measure(BenchReport report, IBrowser browser)
    {
        if (NginxProxy.Program is null)
            throw new BenchException("nginx is not installed; as root scripts/setup-nginx.sh installs it.");
        using var folder = new TemporaryFolder("weblab-cuts-");
        using var standIn = new StandIn();
        IReadOnlyList<(RunSummary Run, string Token)> played;
        using (var stores = new LabStores(folder.Path))
            played = await PlayedRuns.Add(stores, standIn, "bench cuts", 1);
        await using var lab = await BenchLab.Start(folder.Path, 0, "--base-path", "/weblab", "--proxy", "127.0.0.1");
        await using var worker = await PlayedWorker.Claim(lab.Address, played[0].Run, played[0].Token);
        await using var nginx = await NginxProxy.StartAsync(lab.Address);
        var (isQuiet, drawn) = (false, new Random(1));
        await using var proxy = new CuttingProxy(nginx.Address, () => isQuiet ? null : TimeSpan.FromMilliseconds(drawn.Next(2, 520)));

        var faults = new List<string>();
        var pages = new List<IPage>();
        await using var context = await browser.NewContextAsync();
        for (var i = 0; i < Pages; i++)
        {
            var page = await context.NewPageAsync();
            page.PageError += (_, fault) => faults.Add(fault);
            await page.GotoAsync($"{proxy.Origin}weblab/experiments/{worker.Run.ExperimentId}");
            pages.Add(page);
        }
        using var stop = new CancellationTokenSource();
        var training = Train(worker, stop.Token);
        await Until(() => proxy.Cuts >= Cuts, () => $"only {proxy.Cuts} of {Cuts} connections were cut");
        isQuiet = true;
        await stop.CancelAsync();
        var sent = await training;
        var whole = 0;
        foreach (var page in pages)
            whole += await IsWhole(page, sent) ? 1 : 0;
        var how = Sentence.Of(
            $"{proxy.Cuts} connections of {Pages} pages cut 2 to 520 ms after they were asked for, behind nginx in /weblab/"
        );
        report.Add(BenchFigure.AtMost("ui.cuts-dead-pages", faults.Count, "faults", 0, how));
        report.Add(BenchFigure.AtLeast("ui.cuts-whole-pages", whole, $"of {Pages}", Pages, Sentence.Of($"hold all of {sent} points")));
        foreach (var fault in faults.Distinct())
            Console.Error.WriteLine(fault);
    }

    private static async Task<int> Train(PlayedWorker worker, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenPoints);
        for (var step = 1; ; step++)
        {
            await worker.Send(new Point(Metric.StepLoss, step, 2.3f / step, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return step;
            }
        }
    }

    /// <summary>Whether the page's chart comes to hold every point that was sent.</summary>
    private static async Task<bool> IsWhole(IPage page, int sent)
    {
        // A hidden tab is drawn nothing: it catches up when it is looked at.
        await page.BringToFrontAsync();
        try
        {
            await page.Locator($"[data-chart='loss'][data-last-step='{sent}'][data-points='{sent}']")
                .WaitForAsync(new() { Timeout = 60_000, State = WaitForSelectorState.Attached });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task Until(Func<bool> holds, Func<string> missing)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var turns = 0; !holds(); turns++)
        {
            if (turns * 0.1 > Patience.TotalSeconds)
                throw new BenchException($"After {Patience.TotalMinutes:0} minutes {missing()}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
