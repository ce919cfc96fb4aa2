using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
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

    [Fact]
    public async Task An_import_whose_process_cannot_be_had_is_not_at_work_for_ever()
    {
        using var imports = Imports(Path.Combine(_store.Folder.Root, "no-such-folder", "WebLab.Training.dll"));
        var ended = new TaskCompletionSource<ImportInfo>(TaskCreationOptions.RunContinuationsAsynchronously);
        imports.Changed += import =>
        {
            if (import.Info.State is not (ImportState.Waiting or ImportState.Looking))
                ended.TrySetResult(import.Info);
        };
        await imports.StartAsync(CancellationToken.None);
        imports.Add("a folder", null, _store.Folder.Root, new(), Caller.Owner);
        var info = await ended.Task.Within(Patience, () => "the end of the import");
        Assert.Equal(
            (ImportState.Failed, "It failed by a fault of the server; the server's log tells more."),
            (info.State, info.Problem)
        );
        await imports.StopAsync(CancellationToken.None);
    }

    /// <summary>The check and the entry are one step: calls side by side would else each find the upload free.</summary>
    [Fact]
    public async Task An_upload_is_imported_once_however_many_ask_side_by_side()
    {
        using var imports = Imports();
        var record = new UploadRecord
        {
            Id = Guid.NewGuid(),
            OwnerId = Caller.Owner.Id,
            Name = "a.csv",
            Files = [new("a.csv", 0)],
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        using var upload = Upload.Begin(_store.Folder.Uploads, record);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => imports.Add("a.csv", upload, null, new(), Caller.Owner)))
        );
        Assert.Single(answers, answer => answer.Import is not null);
        Assert.Equal(3, answers.Count(answer => answer is { Status: 409, Refusal: "a.csv is being imported already." }));
    }

    /// <summary>A start over a store whose records a power cut, or whoever made a backup, left so.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{}")]
    public void A_record_that_says_nothing_is_none(string json)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_store.Folder.Imports, "x")).FullName;
        File.WriteAllText(Path.Combine(folder, "import.json"), json);
        File.WriteAllText(Path.Combine(folder, "upload.json"), json);
        Assert.Null(Import.Find(folder));
        Assert.Null(Upload.Find(folder));
    }

    [Fact]
    public void An_upload_whose_record_leads_out_of_its_folder_is_none()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_store.Folder.Uploads, "x")).FullName;
        var record = new UploadRecord
        {
            Id = Guid.NewGuid(),
            OwnerId = Guid.Empty,
            Name = "a",
            Files = [new("../../outside", 1)],
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        File.WriteAllText(Path.Combine(folder, "upload.json"), JsonSerializer.Serialize(record, LabJson.Options));
        Assert.Null(Upload.Find(folder));
    }

    /// <summary>The record of a copied store, or of a backup that somebody else made, names a folder of another's.</summary>
    [Fact]
    public void A_place_that_is_not_this_stores_is_not_deleted()
    {
        var elsewhere = Directory.CreateTempSubdirectory("weblab-elsewhere-");
        try
        {
            var id = Guid.NewGuid();
            var info = new ImportInfo
            {
                Id = id,
                Title = "a set",
                State = ImportState.Importing,
                Dataset = "a-set",
                Owner = "",
                CreatedAt = DateTimeOffset.UnixEpoch,
            };
            var record = new ImportRecord
            {
                Info = info,
                OwnerId = Guid.Empty,
                Path = "/nowhere",
                Begin = new("a set"),
                Place = elsewhere.FullName,
            };
            _ = new Import(_store.Folder.Imports, record);
            using var imports = Imports();
            Assert.True(Directory.Exists(elsewhere.FullName));
        }
        finally
        {
            elsewhere.Delete();
        }
    }

    public void Dispose() => _store.Dispose();

    private ImportQueue Imports(string? program = null)
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
            Options.Create(new WorkerOptions { Path = program ?? Built.Worker }),
            time,
            NullLogger<ImportQueue>.Instance
        );
    }
}
