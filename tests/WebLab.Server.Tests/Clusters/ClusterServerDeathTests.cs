using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>What jobs do while the server is away, and what the next one finds.</summary>
[Trait("Speed", "Slow")]
public sealed class ClusterServerDeathTests(SharedCluster cluster) : ClusterTests(cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_finds_its_jobs_and_loses_no_point()
    {
        SharedCluster.Need();
        using var store = new TemporaryFolder("weblab-server-");
        var settings = Cluster.Settings with { Cpus = 2 };
        var before = await Cluster.Serve(settings, store.Path);
        var runs = (await before.Client.Launch(Specs.Medium with { Epochs = 400 }, Specs.Short)).Runs;
        await using (var watcher = await Watcher.Start(before.Client, [.. runs.Select(run => run.Id)]))
            await watcher.UntilPoints(runs[0].Id, 50, Patience);
        await before.Kill();
        await before.DisposeAsync();
        await Cluster.Slurm.Do("stop-controller");
        await using var after = await Cluster.Serve(null, store.Path, before.Address.Port);
        await Cluster.Slurm.Do("start-controller");
        await using var again = await Watcher.Start(after.Client, [.. runs.Select(run => run.Id)]);
        var steps = new[] { 4_000, 20 };
        foreach (var (run, count) in runs.Zip(steps))
        {
            var completed = await again.Until(run.Id, RunStatus.Completed, Patience);
            var losses = (await after.Client.Curve(run.Id)).Series.Single(series => series.Metric == Metric.StepLoss);
            Assert.Equal((count, count), (completed.Result!.Steps, losses.PointCount));
        }
    }

    [Fact]
    public async Task What_a_worker_measures_while_the_server_is_away_for_too_long_is_on_the_disk_and_taken_in()
    {
        SharedCluster.Need();
        using var store = new TemporaryFolder("weblab-server-");
        var before = await Cluster.Serve(Cluster.Settings with { PatienceSeconds = 10 }, store.Path);
        var run = await before.Client.LaunchOne(Specs.Endless);
        long seen;
        await using (var watcher = await Watcher.Start(before.Client, run.Id))
        {
            await watcher.UntilPoints(run.Id, 50, Patience);
            seen = watcher.LastSequence(run.Id);
        }
        var worker = Cluster.WorkerOf(run.Id);
        // It stops at once, whoever calls it again meanwhile.
        await before.DisposeAsync();
        await Processes.Ended(worker, Patience);

        await using var after = await Cluster.Serve(null, store.Path, before.Address.Port);
        await using var again = await Watcher.Start(after.Client, run.Id);
        var interrupted = await again.Until(run.Id, RunStatus.Interrupted, Patience);
        Assert.StartsWith("The server was away for longer", interrupted.StatusDetail, StringComparison.Ordinal);
        var curve = await after.Client.Curve(run.Id);
        Assert.True(curve.LastSequence > seen);
        // It goes on from where it gave up.
        Assert.Equal(interrupted.Checkpoint!.Step, curve.Series.Single(series => series.Metric == Metric.StepLoss).PointCount);
        Assert.Empty(Directory.EnumerateFiles(store.Path, "*.spool*", SearchOption.AllDirectories));
        await after.Client.Act(run.Id, "resume");
        await again.Until(run.Id, RunStatus.Running, Patience);
        await after.Client.Cancel(run.Id);
        await again.Until(run.Id, RunStatus.Cancelled, Patience);
    }
}
