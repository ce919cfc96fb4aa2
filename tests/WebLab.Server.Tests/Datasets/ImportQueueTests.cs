using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Storage;
using WebLab.Server.Tests.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Datasets;

public sealed class ImportQueueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task An_import_that_is_cancelled_as_its_turn_begins_is_gone_only_when_the_turn_is_over()
    {
        using var imports = Imports();
        var cancelled = new TaskCompletionSource<(Task Over, bool WasOver)>(TaskCreationOptions.RunContinuationsAsynchronously);
        imports.Changed += import =>
        {
            if (import.Info.State != ImportState.Looking || cancelled.Task.IsCompleted)
                return;
            // Its turn has begun and is at this very place.
            var over = imports.Cancel(import);
            cancelled.TrySetResult((over, over.IsCompleted));
        };
        await imports.StartAsync(CancellationToken.None);
        imports.Add("a folder", null, _store.Folder.Root, new(), Caller.Owner);
        var (over, wasOver) = await cancelled.Task.Within(Patience, () => "the turn of the import");
        Assert.False(wasOver);
        await over.Within(Patience, () => "the end of the import");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_store.Folder.Imports));
        Assert.Empty(imports.Of(Caller.Owner));
        await imports.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _store.Dispose();

    private ImportQueue Imports()
    {
        var time = TimeProvider.System;
        var (store, database) = (_store.Folder, _store.Database);
        var room = new DiskRoom(store, database, Options.Create(new StorageOptions()), time, NullLogger<DiskRoom>.Instance);
        var uploads = new UploadStore(store, room, Options.Create(new UploadOptions()), time, NullLogger<UploadStore>.Instance);
        return new(
            store,
            new DatasetLibrary(store, database, Options.Create(new DatasetOptions()), NullLogger<DatasetLibrary>.Instance),
            uploads,
            Options.Create(new ImportProcessOptions()),
            Options.Create(new WorkerOptions { Path = Built.Worker }),
            time,
            NullLogger<ImportQueue>.Instance
        );
    }
}
