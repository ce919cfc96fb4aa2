using Microsoft.Extensions.Configuration;
using WebLab.Server.Clusters;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Clusters;

/// <summary>What the store keeps of a cluster, as a newer WebLab writes it and as a fault leaves it.</summary>
public sealed class ClusterFilesTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    private string Settings => Path.Combine(_store.Folder.Root, "cluster.json");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Settings_with_more_than_is_known_are_read()
    {
        Open().Save(new() { Partition = "gpu" });
        AddUnknown(Settings);
        Assert.Equal("gpu", Open().Current.Partition);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"transport\":\"pigeon\"}")]
    public void Settings_that_do_not_read_are_named_in_the_sentence_that_ends_the_start(string text)
    {
        File.WriteAllText(Settings, text);
        var refused = Assert.Throws<StartupException>(Open);
        Assert.StartsWith($"Cluster: the settings in {Settings} cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Array_with_more_than_is_known_is_found_again()
    {
        var arrays = new SlurmArrayStore(_store.Folder);
        var array = new SlurmArray
        {
            Key = Guid.NewGuid().ToString("N"),
            Folder = "/shared/jobs",
            JobId = 4_711,
            Tasks = new Dictionary<int, SlurmTask> { [0] = new(Guid.NewGuid(), 12) },
        };
        arrays.Save(array);
        AddUnknown(Path.Combine(_store.Folder.Clusters, $"{array.Key}.json"));
        var found = arrays.Find(array.Key)!;
        Assert.Equal((4_711, array.Tasks[0]), (found.JobId, found.Tasks[0]));
    }

    private ClusterSettingsStore Open() => new(_store.Folder, new ConfigurationBuilder().Build());

    private static void AddUnknown(string path) =>
        File.WriteAllText(path, "{\"ofLater\":1," + File.ReadAllText(path)[1..]);
}
