namespace WebLab.Server.Tests.Clusters;

/// <summary>Tests on the one real cluster, one after the other; each leaves it idle.</summary>
[Collection(Name)]
public abstract class ClusterTests(SharedCluster cluster) : IAsyncLifetime
{
    internal const string Name = "cluster";

    private protected SharedCluster Cluster => cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await cluster.Rest(TestContext.Current.TestState?.Result == TestResult.Failed, TestContext.Current.TestOutputHelper);
    }
}

[CollectionDefinition(ClusterTests.Name)]
public sealed class ClusterCollection : ICollectionFixture<SharedCluster>;
