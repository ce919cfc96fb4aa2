using System.Diagnostics;
using WebLab.Bench.Hosting;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Reliability;

/// <summary>
/// A server that trains two runs at a time with more of them queued is killed (SIGKILL) at random moments, or a worker, or both. After each
/// kill the runs are compared with what was acknowledged before; at the end every run must have come to a true end.
/// </summary>
internal sealed class RandomKills(int seed)
{
    private const int RunsAhead = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3),
        Patience = TimeSpan.FromSeconds(300);
    private static readonly string[] Options = ["--Scheduler:CpuWorkers", "2"];

    // Which moment and which victim is drawn from the seed; what the server is doing then is not.
    private readonly Random _random = new(seed);
    private readonly Ledger _ledger = new();
    private readonly HashSet<Guid> _open = [];
    private readonly List<string> _untrue = [];
    private readonly List<double> _restarts = [];
    private int _launched;

    public async Task Run(int kills, BenchReport report)
    {
        using var folder = new TemporaryFolder("weblab-kills-");
        var port = FreePort.Find();
        var lab = await BenchLab.Start(folder.Path, port, Options);
        var survived = 0;
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                var before = _untrue.Count;
                await using (var watcher = await LiveWatcher.Start(lab.Address, _ledger.Shown))
                using (var client = new LabClient(lab.Address))
                {
                    await Load(client, watcher);
                    // A moment's length, which is what this is about.
                    await Task.Delay(_random.NextDouble() * LongestWait);
                    lab = await Kill(lab, folder.Path, port);
                }
                using (var client = new LabClient(lab.Address))
                    await Check(client);
                if (_untrue.Count == before)
                    survived++;
                if ((kill + 1) % 20 == 0)
                    await Console.Error.WriteLineAsync(
                        $"{kill + 1} kills, {_ledger.Runs.Count} runs, {_ledger.Points:N0} shown steps, {_untrue.Count} untrue"
                    );
            }
            using (var client = new LabClient(lab.Address))
                await End(client);
        }
        finally
        {
            await lab.DisposeAsync();
        }
        foreach (var problem in _untrue)
            await Console.Error.WriteLineAsync(problem);
        var how = $"{_ledger.Runs.Count} runs under load, {_ledger.Points:N0} steps shown to a browser and compared, seed {seed}";
        report.Add(
            BenchFigure.AtLeast(
                "reliability.kills-survived",
                _untrue.Count == 0 ? survived : Math.Min(survived, kills - 1),
                $"of {kills}",
                kills,
                how
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "reliability.untrue",
                _untrue.Count,
                "",
                0,
                "points lost, doubled or out of order, and states that are " + "not so"
            )
        );
        if (_restarts.Count > 0)
            report.Add(
                new(
                    "reliability.restart-p95",
                    Percentile.Of(_restarts, 0.95),
                    "ms",
                    null,
                    false,
                    $"from the start of the process to \"ready at\", {_restarts.Count} restarts after a kill"
                )
            );
    }

    /// <summary>So many runs of one to some seconds are always ahead, and the browser watches them all.</summary>
    private async Task Load(LabClient client, LiveWatcher watcher)
    {
        while (_open.Count < RunsAhead)
        {
            var run = await client.LaunchOne(
                $"kills {_launched}",
                new RunSpec
                {
                    Model = ModelName.Mlp1x512,
                    TrainSize = 200,
                    TestSize = 20,
                    BatchSize = 20,
                    Epochs = _random.Next(20, 300),
                    Seed = _launched++,
                    LearningRateDecay = 1,
                },
                resumesItself: _launched % 2 == 0
            );
            _ledger.Launched(run);
            _open.Add(run.Id);
        }
        await watcher.Watch([.. _open]);
    }

    private async Task<LabProcess> Kill(LabProcess lab, string store, int port)
    {
        var victim = _random.Next(3);
        var workers = Processes.ChildrenOf(lab.ProcessId);
        if (victim != 0 && workers.Count > 0)
            KillWorker(workers[_random.Next(workers.Count)]);
        if (victim == 1)
            return lab;
        await lab.Kill();
        await lab.DisposeAsync();
        if (victim == 2)
        {
            foreach (var worker in workers)
                KillWorker(worker);
        }
        var began = Stopwatch.GetTimestamp();
        var next = await BenchLab.Start(store, port, Options);
        _restarts.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return next;
    }

    private static void KillWorker(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended by itself just now.
        }
    }

    private async Task Check(LabClient client)
    {
        foreach (var id in _open.ToList())
        {
            var run = await client.Find(id);
            _untrue.AddRange(_ledger.Untrue(id, run, await client.Curve(id)));
            if (run is null || (run.Status.HasEnded() && !(run is { Status: RunStatus.Interrupted, ResumesItself: true })))
                _open.Remove(id);
        }
    }

    /// <summary>Everything comes to an end, and every run of the whole time is looked at once more.</summary>
    private async Task End(LabClient client)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var began = Stopwatch.GetTimestamp();
        while (_open.Count > 0 && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await timer.WaitForNextTickAsync();
            await Check(client);
        }
        _untrue.AddRange(_open.Select(id => $"Run {id} had not ended {Patience.TotalSeconds} s after the last kill."));
        foreach (var id in _ledger.Runs)
            _untrue.AddRange(_ledger.Untrue(id, await client.Find(id), await client.Curve(id)));
    }
}
