using WebLab.Contracts.Runs;
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
        var lab = await Cluster.Lab(Cluster.OverSsh with { SendsData = true });
        await Letters.Add(lab, _folder.FullName, "sent-letters");
        var spec = Letters.Spec("sent-letters");
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

    [Fact]
    public async Task A_run_whose_data_are_sent_or_cannot_be_holds_no_other_up_and_its_end_breaks_the_send_off()
    {
        SharedCluster.Need();
        // The other test damages the same set there.
        var there = Path.Combine(Cluster.Slurm.Shared, "data");
        if (Directory.Exists(there))
            Directory.Delete(there, recursive: true);
        using var programs = new HeldTar();
        await using var lab = await Cluster.Serve(Cluster.Settings with { SendsData = true }, variables: programs.Variables);
        await Letters.Add(lab, _folder.FullName, "held-letters");
        var spec = Letters.Spec("held-letters");
        await using var watcher = await Watcher.Start(lab.Client);

        var together = (await lab.Client.Launch(spec, Specs.Short)).Runs;
        await watcher.Watch([.. together.Select(run => run.Id)]);
        await Copied(together[0].Id);
        // One of another array, then the one of the same.
        var other = await lab.Client.LaunchOne(Specs.Short with { Seed = 2 });
        await watcher.Watch(other.Id);
        await watcher.Until(other.Id, RunStatus.Completed, Patience);
        var sending = await programs.Held();
        Assert.Equal((RunStatus.Starting, true), ((await lab.Client.Run(together[0].Id)).Status, Processes.Lives(sending)));
        await lab.Client.Cancel(together[0].Id);
        await watcher.Until(together[1].Id, RunStatus.Completed, Patience);
        await Processes.Ended(sending, Patience);
        Assert.Empty(Directory.GetDirectories(there, "*.part"));

        together = (await lab.Client.Launch(spec with { Seed = 3 }, Specs.Short with { Seed = 3 })).Runs;
        await watcher.Watch([.. together.Select(run => run.Id)]);
        await Copied(together[0].Id);
        var labels = Path.Combine(_folder.FullName, Letters.LabelFile);
        await using var taken = new FileStream(labels, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        programs.Release();
        var interrupted = await watcher.Until(together[0].Id, RunStatus.Interrupted, Patience);
        Assert.StartsWith("What the run reads cannot be sent to the cluster: ", interrupted.StatusDetail, StringComparison.Ordinal);
        await watcher.Until(together[1].Id, RunStatus.Completed, Patience);

        Task Copied(Guid runId) =>
            watcher.Until(
                runId,
                now => now.StatusDetail?.StartsWith("held-letters is copied", StringComparison.Ordinal) == true,
                "a word on the copy",
                Patience
            );
    }
}
