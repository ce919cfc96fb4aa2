using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.Downloads;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Datasets.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Download_whose_end_cannot_be_written_down_has_ended_all_the_same()
    {
        await using var publisher = await Publisher.Start();
        publisher.Offer("train-images-idx3-ubyte.gz", new byte[9_912_422]);
        publisher.Mishaps.Enqueue(new() { After = 1_000 });
        var options = Options.Create(new DatasetOptions { MnistUrl = publisher.Address });
        var library = new DatasetLibrary(_store.Folder, _store.Database, options, NullLogger<DatasetLibrary>.Instance);
        using var downloader = new Downloader(
            library,
            _store.Database,
            _store.Folder,
            options,
            TimeProvider.System,
            NullLogger<Downloader>.Instance
        );
        Assert.Equal(DatasetState.Downloading, (await downloader.Start(DatasetName.Mnist, Guid.Empty)).State);

        // From now on no write is taken.
        _store.Database.Dispose();
        Assert.True(await downloader.Cancel(DatasetName.Mnist).WaitAsync(Patience, TestContext.Current.CancellationToken));
        var info = library.Info(DatasetName.Mnist);
        Assert.Equal((DatasetState.Absent, null), (info.State, info.Download));
        Assert.StartsWith("The download was cancelled.", info.Note, StringComparison.Ordinal);
        await downloader.StopAsync(CancellationToken.None).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Only_what_is_published_has_a_publication() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Publication.Of(DatasetName.Generated, new()));
}
