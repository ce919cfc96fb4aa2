using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>A training on a node that starts from a stored run.</summary>
[Trait("Speed", "Slow")]
public sealed class ClusterStartTests(SharedCluster cluster) : ClusterTests(cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>The checkpoint lies in the store, which the nodes share with the server.</summary>
    [Fact]
    public async Task A_run_starts_from_the_network_of_another_on_a_node_too()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.OverSsh);
        var spec = Specs.Short with
        {
            Epochs = 20,
            Corruption = new() { Kind = CorruptionKind.RandomLabels },
        };
        var first = await Completed(spec);
        // Steps so small that none of its predictions changes: what it has learned it brought along.
        var from = await Completed(spec with { StartFrom = $"{first.Id}", LearningRate = 1e-7, Momentum = 0, Epochs = 1 });
        Assert.InRange(first.Result!.TrainAccuracy, 0.7, 1);
        Assert.Equal(first.Result.TrainAccuracy, from.Result!.TrainAccuracy);

        async Task<RunSummary> Completed(RunSpec one)
        {
            var run = await lab.Client.LaunchOne(one);
            await using var watcher = await Watcher.Start(lab.Client, run.Id);
            return await watcher.Until(run.Id, RunStatus.Completed, Patience);
        }
    }
}
