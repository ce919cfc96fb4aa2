using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Tests;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets.Downloads;

public sealed class DownloadApiTests
{
    private const string Path = $"{ApiRoutes.Datasets}/mnist/download";

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_download_is_watched_cancelled_taken_up_and_read()
    {
        var files = System.IO.Path.Combine(ReferenceData.Folder(), "mnist");
        await using var publisher = await Publisher.Start();
        foreach (var file in Directory.EnumerateFiles(files, "*.gz"))
            publisher.Offer(System.IO.Path.GetFileName(file), await File.ReadAllBytesAsync(file));
        // The line is cut; and the second attempt, late enough to be told of, gets stuck.
        var (cut, stuck) = (new Mishap { After = 1_000_000, Breaks = true }, new Mishap { After = 1_000_000 });
        cut.Arrived.SetResult();
        publisher.Mishaps.Enqueue(cut);
        publisher.Mishaps.Enqueue(stuck);
        await using var server = await LabServer.Start(
            settings: ["--Datasets:MnistUrl", publisher.Address.ToString(), "--Datasets:RetryPause", "00:00:00.3"]
        );
        await using var watcher = await Watcher.Start(server.Client);

        var (started, _) = await server.Client.Send(HttpMethod.Post, Path);
        Assert.Equal(HttpStatusCode.Accepted, started);
        var under = await watcher.Until(DatasetName.Mnist, info => info.Download?.BytesDone > 0, "the first bytes");
        Assert.Equal((DatasetState.Downloading, 11_594_722), (under.State, under.Download!.BytesTotal));

        var (cancelled, _) = await server.Client.Send(HttpMethod.Delete, Path);
        Assert.Equal(HttpStatusCode.NoContent, cancelled);
        var kept = await watcher.Until(DatasetName.Mnist, info => info.State == DatasetState.Absent, "the end of the download");
        Assert.Matches(
            @"^The download was cancelled\. The [0-2]\.\d MB that came are kept; downloading again goes on from there\.$",
            kept.Note
        );

        await server.Client.Send(HttpMethod.Post, Path);
        var ready = await watcher.Until(
            DatasetName.Mnist,
            info => info is { State: DatasetState.Ready, Note: null },
            "the whole data set with the published checksums"
        );
        Assert.Matches("^bytes=[1-9][0-9]*- if \"first\"$", publisher.Requests.ElementAt(2));
        Assert.StartsWith(server.Store, ready.Folder, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.Get($"{ApiRoutes.Datasets}/mnist/sheet")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.Send(HttpMethod.Post, Path)).Status);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_publisher_without_the_file_ends_the_download_with_a_sentence()
    {
        await using var publisher = await Publisher.Start();
        await using var server = await LabServer.Start(
            settings: ["--Datasets:MnistUrl", publisher.Address.ToString(), "--Datasets:RetryPause", "00:00:00.01"]
        );
        await using var watcher = await Watcher.Start(server.Client);
        await server.Client.Send(HttpMethod.Post, Path);
        var ended = await watcher.Until(
            DatasetName.Mnist,
            info => info is { State: DatasetState.Absent, Note: not null },
            "the end of the download"
        );
        Assert.Contains("404", ended.Note, StringComparison.Ordinal);
    }
}
