using System.Diagnostics;
using Microsoft.Extensions.Options;
using WebLab.Bench.Store;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Queue;
using WebLab.Server.Runs;

namespace WebLab.Bench.Clusters;

/// <summary>How long the scheduler takes to find the next run in a long queue, from the change of the queue to the answer.</summary>
internal static class SchedulerDecision
{
    private const int Owners = 20,
        Times = 50;

    public static async Task Run(int queued, BenchReport report)
    {
        var small = await Decide(queued / 10);
        var large = await Decide(queued);
        report.Add(
            BenchFigure.AtMost(
                "cluster.decision",
                large,
                "ms",
                5,
                $"median of {Times}, {queued:N0} queued runs of {Owners} people, the queue ordered anew for each, 3 devices"
            )
        );
        report.Add(
            BenchFigure.AtMost("cluster.decision-growth", large / small, "x", 15, $"from {queued / 10:N0} to {queued:N0} queued runs")
        );
    }

    private static async Task<double> Decide(int count)
    {
        using var folder = new TemporaryFolder("weblab-decision-");
        using var stores = new LabStores(folder.Path);
        var now = TimeProvider.System.GetUtcNow();
        var seeded = new SeededRuns(1, 10);
        var all = new List<RunSummary>();
        for (var number = 0; all.Count < count; number++)
        {
            var (experiment, some) = seeded.Experiment(number, count - all.Count, now);
            var owner = new Guid(number % Owners + 1, 0, 0, new byte[8]);
            RunSummary[] runs =
            [
                .. some.Select(run => run with { Status = RunStatus.Queued, StartedAt = null, FinishedAt = null, OwnerId = owner }),
            ];
            await stores.Experiments.Add(experiment, runs);
            all.AddRange(runs);
        }
        var workers = new WorkerStore(stores.Database);
        var queue = new RunQueue(stores.Runs, TimeProvider.System);
        Device[] devices =
        [
            new("cpu-0", "CPU, part 1", "cpu", 1, 8_000_000_000),
            new("cpu-1", "CPU, part 2", "cpu", 1, 8_000_000_000),
            new("slurm", "Slurm", "cpu", 1, 8_000_000_000, 10_000) { Launcher = "slurm" },
        ];
        var limits = new QueueLimits(
            Options.Create(new LimitOptions()),
            queue,
            new DeviceTimeStore(stores.Database, stores.Runs, workers, TimeProvider.System),
            new AccountStore(stores.Database)
        );
        var board = new DeviceBoard(devices);
        var next = new NextRun(queue, limits, board, new RunThreads(stores.Runs, board, new PlacementTables(stores.Folder)));
        var times = new List<double>();
        foreach (var run in all.Take(Times))
        {
            // The queue changes before each decision, as it does with every start.
            await stores.Runs.Change(run.Id, each => each with { Priority = 1 });
            var began = Stopwatch.GetTimestamp();
            if (next.Find() is null)
                throw new BenchException("The scheduler found no run to start.");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Percentile.Of(times, 0.5);
    }
}
