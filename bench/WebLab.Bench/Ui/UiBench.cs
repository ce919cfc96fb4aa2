using System.CommandLine;
using Microsoft.Playwright;
using WebLab.Bench.Hosting;
using WebLab.Bench.Store;
using WebLab.Bench.Workers;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Ui;

/// <summary><c>bench ui</c>: what a person waits for in Chromium, and what 20 live curves and 50 browsers cost.</summary>
internal static class UiBench
{
    private const int ListRuns = 10_000,
        PointsAListRun = 1_000,
        LongRuns = 100,
        PointsALongRun = 100_000,
        LiveCurves = 20;

    /// <summary>The parts, in the order in which they are measured.</summary>
    private static readonly string[] Parts = ["visit", "table", "charts", "live", "hub", "cuts", "restart"];

    public static Command Create()
    {
        var json = BenchCommand.Json();
        var only = new Option<string[]>("--only")
        {
            Description = $"Some of {string.Join(", ", Parts)}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Parts,
        };
        only.AcceptOnlyFromAmong(Parts);
        var store = new Option<string?>("--store") { Description = "A folder to keep the seeded store in for the next time." };
        var command = new Command("ui", "Table, charts, live curves and first visit in Chromium, on 10,000 runs.") { only, store, json };
        command.SetAction(async (parsed, _) => await Measure(parsed.GetValue(only)!, parsed.GetValue(store), new(parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> Measure(string[] parts, string? kept, BenchReport report)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        if (parts.Contains("cuts"))
            await CutsBench.Measure(report, browser);
        if (parts.Contains("restart"))
            await RestartBench.Measure(report, browser);
        if (parts.All(part => part is "cuts" or "restart"))
            return report.ExitCode;
        using var folder = new TemporaryFolder("weblab-bench-");
        using var standIn = new StandIn();
        var store = Path.Combine(folder.Path, "store");
        await Seed(kept, store);
        IReadOnlyList<(RunSummary Run, string Token)> played;
        IReadOnlyList<RunSummary> longRuns;
        using (var stores = new LabStores(store))
        {
            longRuns = [.. stores.Runs.All().Take(LongRuns)];
            played = await PlayedRuns.Add(stores, standIn, "bench ui", LiveCurves);
        }
        await using var lab = await BenchLab.Start(store);
        var workers = await Task.WhenAll(played.Select(worker => PlayedWorker.Claim(lab.Address, worker.Run, worker.Token)));
        if (parts.Contains("visit"))
            await VisitBench.Measure(report, browser, lab);
        if (parts.Contains("table"))
            await TableBench.Measure(report, browser, lab);
        if (parts.Contains("charts"))
            await ChartBench.Measure(report, browser, lab, longRuns);
        if (parts.Contains("live"))
            await LiveCurvesBench.Measure(report, browser, lab, workers);
        if (parts.Contains("hub"))
            await HubBench.Measure(report, lab, workers[0]);
        foreach (var worker in workers)
            await worker.DisposeAsync();
        return report.ExitCode;
    }

    /// <summary>Makes the store, or copies the one that was kept: measuring changes it.</summary>
    private static async Task Seed(string? kept, string store)
    {
        var seeded = kept ?? store;
        if (!Directory.Exists(seeded))
        {
            Console.Error.WriteLine(
                $"Seeding {ListRuns:N0} runs x {PointsAListRun:N0} points and {LongRuns} runs x {PointsALongRun:N0} points ..."
            );
            using var stores = new LabStores(seeded);
            var now = TimeProvider.System.GetUtcNow();
            await new StoreSeeder(stores).Seed(ListRuns - LongRuns, PointsAListRun, seed: 2, now.AddDays(-1));
            await new StoreSeeder(stores).Seed(LongRuns, PointsALongRun, seed: 1, now);
        }
        if (kept is null)
            return;
        Directory.CreateDirectory(store);
        foreach (var file in Directory.EnumerateFiles(kept))
            File.Copy(file, Path.Combine(store, Path.GetFileName(file)));
    }
}
