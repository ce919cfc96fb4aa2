using WebLab.Bench.Hosting;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Reliability;

/// <summary>Many browsers that watch nothing beside some that watch a run, all of them held to the end.</summary>
internal static class IdleConnections
{
    private const double TargetKilobytes = 60;
    private const int Active = 200, AtATime = 20;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10), Patience = TimeSpan.FromSeconds(180);

    public static async Task Run(int idle, BenchReport report)
    {
        var folder = Directory.CreateTempSubdirectory("weblab-idle-");
        var watchers = new List<LiveWatcher>();
        try
        {
            await using var lab = await LabProcess.Start(folder.FullName);
            using var client = new LabClient(lab.Address);
            // What the first connections load once is no cost of a connection.
            await Connect(watchers, lab.Address, AtATime);
            await Task.Delay(Settling);
            var before = LinuxProcess.ResidentBytes(lab.ProcessId);
            await Connect(watchers, lab.Address, idle);
            await Task.Delay(Settling);
            var kilobytes = (LinuxProcess.ResidentBytes(lab.ProcessId) - before) / 1024.0 / idle;

            var ended = 0;
            var all = new TaskCompletionSource();
            var active = await Task.WhenAll(Enumerable.Range(0, Active).Select(_ =>
            {
                var isTold = false;
                return LiveWatcher.Start(lab.Address, changed: run =>
                {
                    if (run.Status != RunStatus.Completed || isTold)
                        return;
                    isTold = true;
                    if (Interlocked.Increment(ref ended) == Active)
                        all.TrySetResult();
                });
            }));
            watchers.AddRange(active);
            var run = (await client.Launch("idle", new RunSpec { Model = ModelName.Linear, TrainSize = 200, TestSize = 20, BatchSize = 20, Epochs = 100 }))[0];
            await Task.WhenAll(active.Select(watcher => watcher.Watch(run.Id)));
            await Task.WhenAny(all.Task, Task.Delay(Patience));
            var held = watchers.Count(watcher => watcher.IsConnected);
            var how = $"{idle:N0} idle connections over WebSockets, resident memory before and {Settling.TotalSeconds} s after";
            report.Add(Figure.AtMost("reliability.idle-connection", kilobytes, "kB", TargetKilobytes, how));
            report.Add(Figure.AtLeast("reliability.held", held, "", watchers.Count, $"still connected of {watchers.Count:N0}, {Active} of them watching a run"));
            report.Add(Figure.AtLeast("reliability.told", ended, "", Active, $"of {Active} that watch were told of the run's end"));
        }
        finally
        {
            await Task.WhenAll(watchers.Select(watcher => watcher.DisposeAsync().AsTask()));
            folder.Delete(recursive: true);
        }
    }

    private static async Task Connect(List<LiveWatcher> watchers, Uri address, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(AtATime))
            watchers.AddRange(await Task.WhenAll(chunk.Select(_ => LiveWatcher.Start(address))));
    }
}
