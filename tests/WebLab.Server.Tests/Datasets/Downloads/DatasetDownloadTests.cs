using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.Downloads;

namespace WebLab.Server.Tests.Datasets.Downloads;

public sealed class DatasetDownloadTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("weblab-downloads-").FullName;
    private readonly DatasetOptions _options = new() { RetryPause = TimeSpan.FromMilliseconds(1) };
    private readonly ConcurrentQueue<DownloadProgress> _progress = new();
    private Publisher _publisher = null!;

    public async ValueTask InitializeAsync() => _publisher = await Publisher.Start();

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Files_appear_together_and_nothing_else_stays()
    {
        var publication = new Publication(_publisher.Address, [Offer("x.gz", 70_000), Offer("y.gz", 30_000)], [], "set");
        await Run(publication);
        Assert.Equal(["set"], Names(_root));
        Assert.Equal(["x.gz", "y.gz"], Names(Path.Combine(_root, "set")));
        Assert.Equal(new DownloadProgress(100_000, 100_000, 0, 0), _progress.Last());
        Assert.All(_progress, progress => Assert.Equal(100_000, progress.BytesTotal));
    }

    [Fact]
    public async Task Archive_is_unpacked_in_the_place_of_what_was_there()
    {
        var (packed, inner) = Packed();
        Directory.CreateDirectory(Path.Combine(_root, "set"));
        File.WriteAllText(Path.Combine(_root, "set", "left over"), "");
        await Run(new(_publisher.Address, [packed], [inner], "set"));
        Assert.Equal(["set"], Names(_root));
        Assert.Equal(["a.bin"], Names(Path.Combine(_root, "set")));
    }

    [Fact]
    public async Task Next_download_uses_what_an_ended_one_left()
    {
        var publication = new Publication(_publisher.Address, [Offer("x.gz", 70_000), Offer("y.gz", 30_000)], [], "set");
        var mishap = new Mishap { After = 10_000 };
        using var stop = new CancellationTokenSource();
        _publisher.Files.Remove("y.gz", out var missing);
        Assert.Equal(
            "127.0.0.1 answered 404 Not Found for y.gz.",
            (await Assert.ThrowsAsync<DownloadException>(() => Run(publication))).Message
        );
        Assert.Equal(["set.part"], Names(_root));
        Assert.Equal(70_000, Make(publication).Standing().BytesDone);

        _publisher.Files["y.gz"] = missing!;
        _publisher.Mishaps.Enqueue(mishap);
        var cancelled = Run(publication, stop.Token);
        await Until(() => Make(publication).Standing().BytesDone == 80_000, "the first 10,000 bytes of y.gz");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await Run(publication);
        Assert.Equal(["x.gz", "y.gz"], Names(Path.Combine(_root, "set")));
        Assert.Equal(["all", "all", "all", "bytes=10000- if \"first\""], _publisher.Requests);
    }

    [Fact]
    public async Task Set_that_does_not_fit_on_the_disk_is_refused_beforehand()
    {
        var publication = new Publication(_publisher.Address, [new("x.gz", 1L << 60, "")], [], "set");
        var error = await Assert.ThrowsAsync<DownloadException>(() => Run(publication));
        Assert.StartsWith(
            "set does not fit: it needs 1,152,921,504,607 MB more, and the disk that holds",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(_publisher.Requests);
    }

    [Fact]
    public void Full_disk_is_called_by_its_name()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "skipped: this system has no /dev/full");
        var error = Assert.Throws<IOException>(() =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write([1, 2, 3]);
        });
        Assert.Equal("x.gz does not fit: the disk that holds /store is full.", DiskFault.Sentence(error, "x.gz", "/store"));
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order();

    // What is waited for is a length on the disk: there is no event but the disk's own.
    private static async Task Until(Func<bool> isSo, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"There was no sign of {what} within 20 s.");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private Task Run(Publication publication, CancellationToken stop = default) => Make(publication).Run(_progress.Enqueue, stop);

    private DatasetDownload Make(Publication publication) =>
        new(new(Downloader.CreateClient(), _options, TimeProvider.System), publication, _root, TimeProvider.System);

    private DatasetFile Offer(string name, int length)
    {
        var content = new byte[length];
        content.AsSpan().Fill((byte)length);
        return _publisher.Offer(name, content);
    }

    private (DatasetFile Packed, DatasetFile Inner) Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "set/a.bin") { DataStream = new MemoryStream([1, 2, 3]) });
        return (_publisher.Offer("set.tar.gz", packed.ToArray()), new("a.bin", 3, ""));
    }
}
