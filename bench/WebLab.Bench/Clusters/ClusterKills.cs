using System.Diagnostics;
using System.Text.Json;
using WebLab.Bench.Reliability;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;

namespace WebLab.Bench.Clusters;

/// <summary>
/// Runs in arrays on a real Slurm, while a worker, its batch script, the node's daemon, the controller or WebLab itself is killed or
/// started again. A killed worker's run must say so within a minute, and at the end every run must have come to a true end with every
/// point.
/// </summary>
internal sealed class ClusterKills(int seed, bool overSsh)
{
    private const int RunsALaunch = 100,
        Ahead = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(6),
        Patience = TimeSpan.FromMinutes(40);

    // Which moment and which victim is drawn from the seed; what the cluster is doing then is not.
    private readonly Random _random = new(seed);
    private readonly Ledger _ledger = new();
    private readonly HashSet<Guid> _open = [];
    private readonly List<string> _untrue = [];
    private readonly List<double> _noticed = [];

    public async Task Run(int count, int kills, BenchReport report)
    {
        ClusterBench.Need();
        await using var slurm = await SlurmCluster.Start();
        await using var ssh = overSsh ? await SshServer.Start(slurm.Variables) : null;
        using var store = new TemporaryFolder("weblab-cluster-");
        var settings = ClusterBench.Settings(slurm, ssh);
        var lab = await ClusterBench.Serve(slurm, store.Path, settings);
        var watcher = await LiveWatcher.Start(lab.Address, _ledger.Shown);
        try
        {
            await Launch(lab, watcher, count);
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
                        await KillOnNode(lab, slurm, isScript: victim == 1);
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
        }
        finally
        {
            await watcher.DisposeAsync();
            await lab.DisposeAsync();
        }
        Report(count, kills, report);
    }

    private static string[] Names { get; } = ["a worker", "a batch script", "the node's daemon", "the controller", "WebLab"];

    private async Task Launch(LabProcess lab, LiveWatcher watcher, int count)
    {
        using var client = new LabClient(lab.Address);
        for (var done = 0; done < count; done += RunsALaunch)
        {
            var runs = await client.Launch(
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
                            Epochs = _random.Next(10, 60),
                            Seed = i,
                            LearningRateDecay = 1,
                        }),
                ]
            );
            foreach (var run in runs)
            {
                _ledger.Launched(run);
                _open.Add(run.Id);
            }
            await watcher.Watch([.. runs.Select(run => run.Id)]);
        }
    }

    /// <summary>Kills a worker or its script, and waits until its run says that it is not trained any more.</summary>
    private async Task KillOnNode(LabProcess lab, SlurmCluster slurm, bool isScript)
    {
        var victims = Workers(slurm);
        if (victims.Count == 0)
            return;
        var (worker, order) = victims[_random.Next(victims.Count)];
        WorkerOrder run;
        try
        {
            run = JsonSerializer.Deserialize<WorkerOrder>(await File.ReadAllTextAsync(order), LabJson.Options)!;
            Processes.Kill(isScript ? ParentOf(worker) : worker);
        }
        catch (Exception gone) when (gone is IOException or ArgumentException or InvalidOperationException)
        {
            // It ended by itself just now.
            return;
        }
        var began = Stopwatch.GetTimestamp();
        using var client = new LabClient(lab.Address);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await timer.WaitForNextTickAsync())
        {
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (await client.Find(run.RunId) is not { Status: RunStatus.Running })
            {
                _noticed.Add(seconds);
                return;
            }
            // An orphan of its script that still trains is no untrue state.
            if (seconds > 60)
            {
                if (!Processes.Lives(worker))
                    _untrue.Add($"Run {run.RunId} was Running 60 s after the end of its worker.");
                return;
            }
        }
    }

    private async Task Check(LabProcess lab)
    {
        using var client = new LabClient(lab.Address);
        foreach (var id in _open.Take(Ahead * 4).ToList())
        {
            var run = await client.Find(id);
            _untrue.AddRange(_ledger.Untrue(id, run, await client.Curve(id)));
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

    private void Report(int count, int kills, BenchReport report)
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
        if (_noticed.Count > 0)
            report.Add(
                BenchFigure.AtMost(
                    "cluster.noticed",
                    _noticed.Max(),
                    "s",
                    60,
                    $"the longest of {_noticed.Count} from the kill of a worker or its script until its run says so"
                )
            );
    }

    /// <summary>The worker processes on the node with their orders.</summary>
    private static List<(int Id, string Order)> Workers(SlurmCluster slurm) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Select(folder =>
                    (Id: int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture), Words: Words(folder))
                )
                .Where(process =>
                    process.Words is [var program, _, "worker", "--order", ..] && program.StartsWith(slurm.Shared, StringComparison.Ordinal)
                )
                .Select(process => (process.Id, process.Words[4])),
        ];

    private static string[] Words(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static int ParentOf(int id) =>
        int.Parse(
            File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..],
            System.Globalization.CultureInfo.InvariantCulture
        );
}
