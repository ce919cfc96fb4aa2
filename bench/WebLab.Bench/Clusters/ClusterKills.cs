using System.Diagnostics;
using WebLab.Bench.Reliability;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Clusters;

/// <summary>
/// Runs in arrays on a real Slurm, while a worker, its batch script, the node's daemon, the controller or WebLab itself is killed or
/// started again. What WebLab says of each run is compared all the while with the processes on the node, and at the end every run must
/// have come to a true end with every point.
/// </summary>
internal sealed class ClusterKills(int seed, bool overSsh)
{
    private const int RunsALaunch = 100,
        Ahead = 8;

    /// <summary>How long what WebLab says may differ from what is on the node.</summary>
    private const double MostSeconds = 60;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(6),
        Patience = TimeSpan.FromMinutes(40);

    // Which moment and which victim is drawn from the seed; what the cluster is doing then is not.
    private readonly Random _random = new(seed);
    private readonly Ledger _ledger = new();
    private readonly HashSet<Guid> _open = [];
    private readonly List<string> _untrue = [];

    public async Task Run(int count, int kills, BenchReport report)
    {
        ClusterBench.Need();
        await using var slurm = await SlurmCluster.Start();
        await using var ssh = overSsh ? await SshServer.Start(slurm.Variables) : null;
        using var store = new TemporaryFolder("weblab-cluster-");
        var settings = ClusterBench.Settings(slurm, ssh);
        var lab = await ClusterBench.Serve(slurm, store.Path, settings);
        var watcher = await LiveWatcher.Start(lab.Address, _ledger.Shown);
        // The same address after each restart.
        using var states = new NodeStates(lab.Address, slurm.Shared);
        try
        {
            await Launch(lab, watcher, count);
            // The first jobs wait for the copy of the worker; a kill that hits nothing is none.
            await Waiting.Until(() => NodeWorkers.In(slurm.Shared).Count > 0, Patience, () => "the first worker on the node");
            states.Begin();
            for (var kill = 0; kill < kills && _open.Count > 0; kill++)
            {
                // A moment's length, which is what this is about.
                await Task.Delay(_random.NextDouble() * LongestWait);
                var victim = _random.Next(5);
                await Console.Error.WriteLineAsync($"{kill + 1} of {kills}, {_open.Count} runs left: {Names[victim]}");
                switch (victim)
                {
                    case 0:
                    case 1:
                        await KillOnNode(slurm, isScript: victim == 1);
                        break;
                    case 2:
                        await slurm.Do("stop-node");
                        await slurm.Do("start-node");
                        break;
                    case 3:
                        await slurm.Do("stop-controller");
                        await slurm.Do("start-controller");
                        break;
                    default:
                        await watcher.DisposeAsync();
                        await lab.Kill();
                        await lab.DisposeAsync();
                        lab = await ClusterBench.Serve(slurm, store.Path, settings, lab.Address.Port);
                        watcher = await LiveWatcher.Start(lab.Address, _ledger.Shown);
                        await watcher.Watch([.. _open.Take(RunsALaunch)]);
                        break;
                }
                await Check(lab);
            }
            await End(lab);
            await states.End();
        }
        finally
        {
            await watcher.DisposeAsync();
            await lab.DisposeAsync();
        }
        Report(count, kills, states, report);
    }

    private static string[] Names { get; } = ["a worker", "a batch script", "the node's daemon", "the controller", "WebLab"];

    private async Task Launch(LabProcess lab, LiveWatcher watcher, int count)
    {
        using var client = new LabClient(lab.Address);
        for (var done = 0; done < count; done += RunsALaunch)
        {
            var launched = await client.Launch(
                $"kills {done}",
                [
                    .. Enumerable
                        .Range(done, Math.Min(RunsALaunch, count - done))
                        .Select(i => new RunSpec
                        {
                            Model = ModelName.Mlp1x512,
                            TrainSize = 200,
                            TestSize = 20,
                            BatchSize = 20,
                            Epochs = _random.Next(50, 400),
                            Seed = i,
                            LearningRateDecay = 1,
                        }),
                ],
                resumesItself: true
            );
            foreach (var run in launched.Runs)
            {
                _ledger.Launched(run);
                _open.Add(run.Id);
            }
            await watcher.Watch([.. launched.Runs.Select(run => run.Id)]);
        }
    }

    /// <summary>Kills a worker or its script, as soon as there is one.</summary>
    private async Task KillOnNode(SlurmCluster slurm, bool isScript)
    {
        var hasKilled = false;
        await Waiting.Until(
            () =>
            {
                var victims = NodeWorkers.In(slurm.Shared).Select(worker => isScript ? worker.ScriptId : worker.Id).OfType<int>().ToList();
                if (victims.Count == 0)
                    return false;
                try
                {
                    Processes.Kill(victims[_random.Next(victims.Count)]);
                    hasKilled = true;
                }
                catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
                {
                    // It ended by itself just now: another.
                }
                return hasKilled;
            },
            Patience,
            () => "a worker on the node"
        );
    }

    private async Task Check(LabProcess lab)
    {
        using var client = new LabClient(lab.Address);
        foreach (var id in _open.Take(Ahead * 4).ToList())
        {
            var judge = _ledger.Judge(id);
            var run = await client.Find(id);
            _untrue.AddRange(judge(run, await client.Curve(id)));
            if (run is null || (run.Status.HasEnded() && run.Status != RunStatus.Interrupted))
                _open.Remove(id);
        }
    }

    /// <summary>Everything comes to an end, and every run is looked at once more.</summary>
    private async Task End(LabProcess lab)
    {
        using var client = new LabClient(lab.Address);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        for (
            var began = Stopwatch.GetTimestamp();
            _open.Count > 0 && Stopwatch.GetElapsedTime(began) < Patience;
            await timer.WaitForNextTickAsync()
        )
            await Check(lab);
        _untrue.AddRange(_open.Select(id => $"Run {id} had not ended {Patience.TotalMinutes} minutes after the last kill."));
        foreach (var id in _ledger.Runs)
            _untrue.AddRange(_ledger.Untrue(id, await client.Find(id), await client.Curve(id)));
    }

    private void Report(int count, int kills, NodeStates states, BenchReport report)
    {
        foreach (var problem in _untrue.Distinct())
            Console.Error.WriteLine(problem);
        report.Add(
            BenchFigure.AtMost(
                "cluster.untrue",
                _untrue.Distinct().Count(),
                "",
                0,
                $"points lost and untrue ends, {count} runs, {kills} kills and restarts, seed {seed}, accounting off, "
                    + $"{(overSsh ? "over SSH" : "commands here")}, {_ledger.Points:N0} steps shown and compared"
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "cluster.state",
                states.Longest,
                "s",
                MostSeconds,
                $"the longest that WebLab said Running of a run without a worker on the node, or that one with a "
                    + "worker waits or has ended; "
                    + $"looked {states.Looks:N0} times"
            )
        );
    }
}
