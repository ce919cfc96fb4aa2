using System.CommandLine;
using System.Diagnostics;
using WebLab.Bench.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Store;

/// <summary><c>bench store</c>: how fast points go in, what they take at rest, and how fast lists and curves come out of a full
/// store.</summary>
internal static class StoreBench
{
    private const int ListRuns = 10_000,
        LongRuns = 100,
        PointsALongRun = 100_000,
        CurveReads = 5;

    public static Command Create()
    {
        var json = BenchCommand.Json();
        var command = new Command("store", "Points in and at rest, lists of 10,000 runs, curves of 100 runs x 100,000 points.") { json };
        command.SetAction(async (parsed, _) => await Measure(new(parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> Measure(BenchReport report)
    {
        using var folder = new TemporaryFolder("weblab-bench-");
        await DoorBench.Measure(report);
        var longRuns = await Write(report, folder.Path);
        await using var lab = await BenchLab.Start(folder.Path);
        using var http = new HttpClient { BaseAddress = lab.Address };
        await ListRequests.Measure(report, http, "store.list-p95");
        await ReadCurves(report, http, longRuns);
        return report.ExitCode;
    }

    private static async Task<IReadOnlyList<RunSummary>> Write(BenchReport report, string folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        IReadOnlyList<RunSummary> longRuns;
        string file;
        long stored;
        using (var stores = new LabStores(folder))
        {
            file = stores.File;
            var seeder = new StoreSeeder(stores);
            var watch = Stopwatch.StartNew();
            (longRuns, stored) = await seeder.Seed(LongRuns, PointsALongRun, seed: 1, now);
            report.Add(
                new(
                    "store.points-written",
                    stored / watch.Elapsed.TotalSeconds,
                    "points/s",
                    null,
                    false,
                    $"{LongRuns} runs x {PointsALongRun:N0} points in batches of 500, each on the disk before the next, without a server"
                )
            );
        }
        report.Add(
            BenchFigure.AtMost(
                "store.at-rest",
                (double)new FileInfo(file).Length / stored,
                "B/point",
                6,
                "the whole file after closing, over its points"
            )
        );
        using (var stores = new LabStores(folder))
            await new StoreSeeder(stores).Seed(ListRuns - LongRuns, 25, seed: 2, now.AddDays(-1));
        return longRuns;
    }

    private static async Task ReadCurves(BenchReport report, HttpClient http, IReadOnlyList<RunSummary> runs)
    {
        var times = new List<double>();
        for (var i = 0; i < CurveReads; i++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var run in runs)
            {
                using var answer = await http.GetAsync($"{ApiRoutes.Runs}/{run.Id}/curve?buckets=1000&metrics={Metric.StepLoss}");
                answer.EnsureSuccessStatusCode();
            }
            times.Add(watch.Elapsed.TotalMilliseconds / runs.Count);
        }
        report.Add(
            BenchFigure.AtMost(
                "store.curve",
                times.Min(),
                "ms",
                10,
                $"one curve of {PointsALongRun:N0} points as 1,000 buckets, over HTTP, mean of {runs.Count}, best of {CurveReads}"
            )
        );
    }
}
