using System.Collections.Concurrent;
using System.Diagnostics;
using WebLab.Bench.Hosting;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Reliability;

/// <summary>Many browsers that watch nothing, beside some that watch a run all the while, all of them held to the end.</summary>
internal static class IdleConnections
{
    private const double TargetKilobytes = 60;
    private const int Active = 200,
        AtATime = 20;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10),
        Patience = TimeSpan.FromSeconds(180);

    public static async Task Run(int idle, BenchReport report)
    {
        using var folder = new TemporaryFolder("weblab-idle-");
        var (watchers, seen) = (new List<LiveWatcher>(), new Seen());
        try
        {
            await using var lab = await BenchLab.Start(folder.Path);
            using var client = new LabClient(lab.Address);
            await Connect(watchers, Active, () => LiveWatcher.Start(lab.Address, seen.NextShown(), seen.NextChanged()));
            var run = await client.LaunchOne(
                "idle",
                new RunSpec
                {
                    Model = ModelName.Linear,
                    // Of 200 it was over before all were connected, on a machine that was otherwise busy.
                    TrainSize = 5_000,
                    TestSize = 20,
                    BatchSize = 20,
                    Epochs = 10_000,
                }
            );
            await Task.WhenAll(watchers.Select(watcher => watcher.Watch(run.Id)));
            await seen.AllShown(Patience);
            await Task.Delay(Settling);
            var before = Processes.ResidentBytes(lab.ProcessId);
            await Connect(watchers, idle, () => LiveWatcher.Start(lab.Address));
            await Task.Delay(Settling);
            var kilobytes = (Processes.ResidentBytes(lab.ProcessId) - before) / 1024.0 / idle;
            seen.Forget();
            await seen.AllShown(Patience);
            await client.Cancel(run.Id);
            await seen.AllTold(Patience);
            var held = watchers.Count(watcher => watcher.IsConnected);
            report.Add(
                BenchFigure.AtMost(
                    "reliability.idle-connection",
                    kilobytes,
                    "kB",
                    TargetKilobytes,
                    $"resident memory, before {idle:N0} idle connections over WebSockets and {Settling.TotalSeconds} s after, beside "
                        + $"{Active} that watch a run in training; {before / 1e6:0} MB before"
                )
            );
            report.Add(
                BenchFigure.AtLeast(
                    "reliability.held",
                    held,
                    "",
                    watchers.Count,
                    $"still connected of {watchers.Count:N0}: {idle:N0} idle and {Active} active"
                )
            );
            report.Add(
                BenchFigure.AtLeast(
                    "reliability.shown",
                    seen.Shown,
                    "",
                    Active,
                    $"of {Active} that watch were shown points while {idle:N0} idle ones were connected"
                )
            );
            report.Add(
                BenchFigure.AtLeast("reliability.told", seen.Told, "", Active, $"of {Active} that watch were told of the run's " + $"end")
            );
        }
        finally
        {
            await Task.WhenAll(watchers.Select(watcher => watcher.DisposeAsync().AsTask()));
        }
    }

    private static async Task Connect(List<LiveWatcher> watchers, int count, Func<Task<LiveWatcher>> start)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(AtATime))
            watchers.AddRange(await Task.WhenAll(chunk.Select(_ => start())));
    }

    /// <summary>Which of the active ones were shown points, and which were told of the end.</summary>
    private sealed class Seen
    {
        private readonly ConcurrentDictionary<int, bool> _shown = new(),
            _told = new();
        private int _watchers;

        public int Shown => _shown.Count;

        public int Told => _told.Count;

        public Action<CurveDelta> NextShown()
        {
            var watcher = Interlocked.Increment(ref _watchers);
            return _ => _shown[watcher] = true;
        }

        public Action<RunSummary> NextChanged()
        {
            var watcher = _watchers;
            return run =>
            {
                if (run.Status.HasEnded())
                    _told[watcher] = true;
            };
        }

        public void Forget() => _shown.Clear();

        public Task AllShown(TimeSpan patience) => Until(() => _shown.Count == Active, patience);

        public Task AllTold(TimeSpan patience) => Until(() => _told.Count == Active, patience);

        // Whoever was left out shows in the figures.
        private static async Task Until(Func<bool> all, TimeSpan patience)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            var began = Stopwatch.GetTimestamp();
            while (!all() && Stopwatch.GetElapsedTime(began) < patience)
                await timer.WaitForNextTickAsync();
        }
    }
}
