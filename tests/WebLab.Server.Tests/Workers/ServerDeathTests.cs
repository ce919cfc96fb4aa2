using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;
namespace WebLab.Server.Tests.Workers;

[Trait("Speed", "Slow")]
public sealed class ServerDeathTests : IDisposable
{
    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("weblab-server-");

    [Fact]
    public async Task Killed_server_loses_no_shown_point_and_its_run_is_interrupted_when_the_worker_died_too()
    {
        var before = await LabServer.Start(_store.FullName);
        var run = await before.Client.LaunchOne(Specs.Endless);
        var shown = await KillAfter(before, run.Id, points: 200, andWorkers: true);

        await using var after = await LabServer.Start(_store.FullName);
        var found = await after.Client.Run(run.Id);
        Assert.Equal((RunStatus.Interrupted, "The server was stopped, and the worker with it."), (found.Status, found.StatusDetail));
        AssertKept(shown, await after.Client.Curve(run.Id));
        Assert.DoesNotContain((await after.Client.Runs()).Items, each => each.Status.IsActive());
    }

    [Fact]
    public async Task Worker_that_outlives_its_server_reports_to_the_next_one_without_a_gap()
    {
        var before = await LabServer.Start(_store.FullName);
        var run = await before.Client.LaunchOne(Specs.Medium with { Epochs = 250 });
        var shown = await KillAfter(before, run.Id, points: 200, andWorkers: false);

        await using var after = await LabServer.Start(_store.FullName, before.Address.Port);
        await using var watcher = await Watcher.Start(after.Client, run.Id);
        await watcher.UntilPoints(run.Id, shown[^1].LastSequence() + 1);
        var completed = await watcher.Until(run.Id, RunStatus.Completed, TimeSpan.FromSeconds(120));

        var curve = await after.Client.Curve(run.Id, buckets: 5_000);
        var losses = curve.Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal((2_500, 2_500), (completed.Result!.Steps, losses.PointCount));
        Assert.Equal(curve.LastSequence, curve.Series.Sum(series => (long)series.PointCount));
    }

    [Fact]
    public async Task Worker_that_cannot_find_its_server_again_is_ended_and_its_run_interrupted()
    {
        var before = await LabServer.Start(_store.FullName);
        var run = await before.Client.LaunchOne(Specs.Endless);
        var workers = before.Workers();
        var shown = await KillAfter(before, run.Id, points: 50, andWorkers: false);

        await using var after = await LabServer.Start(_store.FullName);
        await using var watcher = await Watcher.Start(after.Client, run.Id);
        var found = await watcher.Until(run.Id, RunStatus.Interrupted, TimeSpan.FromSeconds(20));
        Assert.Equal("The server was stopped, and the worker did not call it again.", found.StatusDetail);
        AssertKept(shown, await after.Client.Curve(run.Id));
        foreach (var worker in workers)
            await Processes.Ended(worker, TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _store.Delete(recursive: true);

    /// <summary>Kills a server that trains; gives what a browser had been shown by then.</summary>
    private static async Task<IReadOnlyList<PointBatch>> KillAfter(LabServer server, Guid runId, int points, bool andWorkers)
    {
        await using var watcher = await Watcher.Start(server.Client, runId);
        await watcher.UntilPoints(runId, points);
        var workers = server.Workers();
        await server.Kill();
        if (andWorkers)
        {
            foreach (var worker in workers.Where(Processes.Lives))
                Processes.Kill(worker);
            // Libtorch's memory takes the system a moment to take back, and until then the process is there.
            foreach (var worker in workers)
                await Processes.Ended(worker, TimeSpan.FromSeconds(30));
        }
        await server.DisposeAsync();
        return watcher.Batches(runId);
    }

    private static void AssertKept(IReadOnlyList<PointBatch> shown, Curve stored)
    {
        Assert.True(
            stored.LastSequence >= shown[^1].LastSequence(),
            $"Shown up to {shown[^1].LastSequence()}, stored up to {stored.LastSequence}."
        );
        var losses = stored.Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal(1, losses.BucketWidth);
        foreach (var batch in shown)
        {
            for (var i = 0; i < batch.Count(); i++)
            {
                if (batch.Metrics[i] == Metric.StepLoss.Number)
                    Assert.Equal(batch.Values[i], losses.Last[batch.Steps[i] - 1]);
            }
        }
    }
}
