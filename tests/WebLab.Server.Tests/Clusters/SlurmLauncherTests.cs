using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

[Trait("Speed", "Slow")]
public sealed class SlurmLauncherTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Runs_of_one_launch_are_trained_as_one_array_to_the_last_point_and_leave_their_logs()
    {
        SharedCluster.Need();
        await using var lab = await cluster.Serve();
        var experiment = await lab.Client.Launch(Specs.Short, Specs.Short with { Seed = 2 }, Specs.Short with { Seed = 3 });
        await using var watcher = await Watcher.Start(lab.Client, [.. experiment.Runs.Select(run => run.Id)]);
        foreach (var run in experiment.Runs)
        {
            var completed = await watcher.Until(run.Id, RunStatus.Completed, Patience);
            var curve = await lab.Client.Curve(run.Id);
            Assert.Equal((20, 20), (completed.Result!.Steps, curve.Series.Single(series => series.Metric == Metric.StepLoss).PointCount));
        }
        var names = await cluster.Slurm.Run("squeue", "--me", "--noheader", "--array", "--states=all", "--format=%F %j");
        Assert.Single(names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
    }
}
