using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>Nodes that do not see the server's data are sent it.</summary>
[Trait("Speed", "Slow")]
public sealed class SentDataTests(SharedCluster cluster) : ClusterTests(cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-sent-");

    // Of what can be disposed of in both ways xunit calls this one alone.
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_data_set_and_its_labels_are_sent_once_a_content_and_are_what_the_worker_reads()
    {
        SharedCluster.Need();
        Write();
        var lab = await Cluster.Lab(Cluster.OverSsh with { SendsData = true });
        var (status, body) = await lab.Client.Post(
            ApiRoutes.Datasets,
            JsonSerializer.Serialize(new AddDatasetRequest(_folder.FullName, "sent-letters"), LabJson.Options)
        );
        Assert.True(status == System.Net.HttpStatusCode.Created, body);
        var spec = new RunSpec
        {
            Dataset = "sent-letters",
            TrainSize = 60,
            TestSize = 20,
            Epochs = 2,
            BatchSize = 10,
            Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = "given.u8" },
        };
        await using var watcher = await Watcher.Start(lab.Client);
        await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed, Patience);
        var sent = Sent();
        Assert.Equal(
            Directory
                .GetFiles(_folder.FullName)
                .Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file))))
                .Order(),
            sent.Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file)))).Order()
        );

        // Nothing is sent again, and what lies there is what is read.
        var written = sent.ToDictionary(file => file, File.GetLastWriteTimeUtc);
        await File.WriteAllBytesAsync(
            sent.Single(file => file.EndsWith("train-images-idx3-ubyte", StringComparison.Ordinal)),
            new byte[30]
        );
        var second = await lab.Client.LaunchOne(spec with { Seed = 2 });
        await watcher.Watch(second.Id);
        var failed = await watcher.Until(second.Id, RunStatus.Failed, Patience);
        Assert.Contains("train-images-idx3-ubyte begins with 0x00000000", failed.StatusDetail, StringComparison.Ordinal);
        Assert.Equal(sent, Sent());
        Assert.Single(sent, file => File.GetLastWriteTimeUtc(file) != written[file]);
    }

    /// <summary>The files that were sent, without the list of each folder.</summary>
    private List<string> Sent() =>
        [
            .. Directory
                .GetFiles(Path.Combine(Cluster.Slurm.Shared, "data"), "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) is not ("weblab.sha256" or "check"))
                .Order(StringComparer.Ordinal),
        ];

    private void Write()
    {
        foreach (var (split, count) in new[] { ("train", 60), ("t10k", 20) })
        {
            File.WriteAllBytes(
                Path.Combine(_folder.FullName, $"{split}-images-idx3-ubyte"),
                [
                    .. new byte[] { 0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 8, 0, 0, 0, 8 },
                    .. Enumerable.Range(0, count * 64).Select(i => (byte)(i * 37)),
                ]
            );
            File.WriteAllBytes(
                Path.Combine(_folder.FullName, $"{split}-labels-idx1-ubyte"),
                [.. new byte[] { 0, 0, 8, 1, 0, 0, 0, (byte)count }, .. Enumerable.Range(0, count).Select(i => (byte)(i % 3))]
            );
        }
        File.WriteAllBytes(
            Path.Combine(_folder.FullName, "given.u8"),
            [.. Enumerable.Range(0, 60).Select(i => (byte)((i % 10 == 0 ? i + 1 : i) % 3))]
        );
    }
}
