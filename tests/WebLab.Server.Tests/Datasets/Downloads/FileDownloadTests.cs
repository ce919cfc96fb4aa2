using WebLab.Data.Datasets;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.Downloads;

namespace WebLab.Server.Tests.Datasets.Downloads;

public sealed class FileDownloadTests : IAsyncLifetime
{
    private const int Length = 1_000_000,
        Half = 500_000;

    private static readonly byte[] Content = Numbered(1),
        Other = Numbered(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-download-").FullName;
    private readonly DatasetOptions _options = new() { RetryPause = TimeSpan.FromMilliseconds(1) };
    private readonly List<long> _came = [];
    private Publisher _publisher = null!;
    private DatasetFile _file = null!;
    private Mishap? _mishap;

    private string Finished => Path.Combine(_folder, "images.bin");

    private string Partial => Finished + ".part";

    public async ValueTask InitializeAsync()
    {
        _publisher = await Publisher.Start();
        _file = _publisher.Offer("images.bin", Content);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task File_arrives_whole_and_tells_how_far_it_is()
    {
        await Fetch();
        AssertWhole(Content);
        Assert.Equal(["all"], _publisher.Requests);
        Assert.Equal(Length, _came[^1]);
        Assert.Equal(_came.Order(), _came);
    }

    [Fact]
    public async Task Broken_connection_goes_on_where_it_broke()
    {
        Happen(new() { After = Half, Breaks = true });
        await Fetch();
        AssertWhole(Content);
        Assert.Equal(["all", "bytes=500000- if \"first\""], _publisher.Requests);
    }

    [Fact]
    public async Task Answer_that_ends_early_is_completed()
    {
        _publisher.HidesLength = true;
        Happen(new() { After = Half });
        await Fetch();
        AssertWhole(Content);
        Assert.Equal(["all", "bytes=500000- if \"first\""], _publisher.Requests);
    }

    [Fact]
    public async Task Cancelled_download_is_taken_up_by_the_next()
    {
        using var stop = new CancellationTokenSource();
        Happen(new() { After = Half });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Fetch(
                came: bytes =>
                {
                    if (bytes == Half)
                        stop.Cancel();
                },
                stop: stop.Token
            )
        );
        Assert.Equal(Half, new FileInfo(Partial).Length);
        Assert.False(File.Exists(Finished));

        await Fetch();
        AssertWhole(Content);
        Assert.Equal("bytes=500000- if \"first\"", _publisher.Requests.Last());
    }

    [Fact]
    public async Task Publisher_that_ignores_ranges_is_read_from_the_start()
    {
        _publisher.IgnoresRange = true;
        Happen(new() { After = Half, Breaks = true });
        await Fetch();
        AssertWhole(Content);
        Assert.Equal(2, _publisher.Requests.Count);
    }

    [Fact]
    public async Task Beginning_of_another_version_is_not_joined_to_this_one()
    {
        File.WriteAllBytes(Partial, Other[..Half]);
        File.WriteAllText(Partial + ".mark", "\"older\"");
        await Fetch();
        AssertWhole(Content);
        Assert.Equal(["bytes=500000- if \"older\""], _publisher.Requests);
    }

    [Fact]
    public async Task Partial_file_that_is_too_long_is_begun_again()
    {
        File.WriteAllBytes(Partial, [.. Content, 1]);
        await Fetch();
        AssertWhole(Content);
        Assert.Equal(["bytes=1000001- if any", "all"], _publisher.Requests);
    }

    [Fact]
    public async Task File_that_was_whole_already_is_only_checked()
    {
        File.WriteAllBytes(Partial, Content);
        await Fetch();
        AssertWhole(Content);
        Assert.Empty(_publisher.Requests);
    }

    [Fact]
    public async Task Wrong_checksum_is_refused_and_nothing_stays()
    {
        _publisher.Files["images.bin"] = Other;
        Assert.Equal(
            $"images.bin from 127.0.0.1 is not the published file: its MD5 differs from {_file.Md5}. It was deleted; downloading again "
                + $"starts afresh.",
            await Refusal()
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Another_length_is_refused_before_anything_comes()
    {
        _publisher.Files["images.bin"] = [.. Content, 1];
        Assert.Equal("127.0.0.1 offers images.bin with 1,000,001 bytes; the published file has 1,000,000.", await Refusal());
        Assert.Equal([0], _came);
        _publisher.HidesLength = true;
        Assert.Equal("images.bin from 127.0.0.1 goes on after the 1,000,000 bytes of the published file.", await Refusal());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(404, "127.0.0.1 answered 404 Not Found for images.bin.", 1)]
    [InlineData(302, "127.0.0.1 leads from one address to another for images.bin, and was not followed further.", 4)]
    [InlineData(
        503,
        "127.0.0.1 answered 503 for images.bin after 4 attempts at 0 of 1,000,000 bytes; what came is kept, and downloading again goes "
            + "on from there.",
        4
    )]
    public async Task Refusing_publisher_is_quoted(int status, string sentence, int requests)
    {
        for (var i = 0; i < 10; i++)
            _publisher.Mishaps.Enqueue(new() { Status = status });
        Assert.Equal(sentence, await Refusal());
        Assert.Equal(requests, _publisher.Requests.Count);
    }

    [Fact]
    public async Task Busy_publisher_is_asked_again()
    {
        _publisher.Mishaps.Enqueue(new() { Status = 503 });
        _publisher.Mishaps.Enqueue(new() { Status = 429 });
        await Fetch();
        AssertWhole(Content);
    }

    [Fact]
    public async Task Silent_publisher_is_given_up()
    {
        _options.Patience = TimeSpan.FromMilliseconds(200);
        for (var i = 0; i < 4; i++)
            _publisher.Mishaps.Enqueue(new() { After = 0 });
        Assert.StartsWith("127.0.0.1 sent nothing for 0.2 s after 4 attempts", await Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absent_publisher_is_named()
    {
        var address = _publisher.Address;
        await _publisher.DisposeAsync();
        Assert.StartsWith("127.0.0.1 could not be reached after 4 attempts", await Refusal(address), StringComparison.Ordinal);
        Assert.StartsWith(
            "no-such-host.invalid was not found",
            await Refusal(new("http://no-such-host.invalid/")),
            StringComparison.Ordinal
        );
    }

    private static byte[] Numbered(int seed)
    {
        var bytes = new byte[Length];
        for (var i = 0; i < Length; i++)
            bytes[i] = (byte)((i * seed + i / 251) % 256);
        return bytes;
    }

    private void Happen(Mishap mishap) => _publisher.Mishaps.Enqueue(_mishap = mishap);

    private async Task Fetch(Uri? address = null, Action<long>? came = null, CancellationToken stop = default)
    {
        using var http = Downloader.CreateClient();
        var download = new FileDownload(http, _options, TimeProvider.System);
        await download
            .Fetch(
                new(address ?? _publisher.Address, "images.bin"),
                _file,
                _folder,
                bytes =>
                {
                    _came.Add(bytes);
                    came?.Invoke(bytes);
                    if (bytes == _mishap?.After)
                        _mishap.Arrived.TrySetResult();
                },
                stop
            )
            .WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private async Task<string> Refusal(Uri? address = null) => (await Assert.ThrowsAsync<DownloadException>(() => Fetch(address))).Message;

    private void AssertWhole(byte[] content)
    {
        Assert.Equal(content, File.ReadAllBytes(Finished));
        Assert.Equal([Finished], Directory.EnumerateFiles(_folder));
    }
}
