using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Background;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets.Imports;

/// <summary>
/// The imports: each is looked at, shown, and made into a set when its owner says so. One has the turn at a time, the others wait. What a
/// server's end cuts short leaves nothing of itself, and says so.
/// </summary>
internal sealed partial class ImportQueue : GuardedLoop
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10),
        KeptFor = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Guid, Import> _imports = new();
    private readonly Channel<Guid> _turns = Channel.CreateUnbounded<Guid>();
    private readonly Lock _gate = new();
    private readonly StoreFolder _store;
    private readonly DatasetLibrary _library;
    private readonly UploadStore _uploads;
    private readonly ImportProcessOptions _options;
    private readonly string _program;

    public ImportQueue(
        StoreFolder store,
        DatasetLibrary library,
        UploadStore uploads,
        IOptions<ImportProcessOptions> options,
        IOptions<WorkerOptions> worker,
        TimeProvider time,
        ILogger<ImportQueue> logger
    )
        : base("importing data sets", time, logger)
    {
        (_store, _library, _uploads, _options, _program) = (store, library, uploads, options.Value, worker.Value.Find());
        foreach (var folder in Directory.EnumerateDirectories(store.Imports))
            TakeUp(folder);
        // What the command line's imports left that were killed.
        EnteringSet.Sweep(store.Downloads, store.Catalogue);
        ImportedSet.Sweep(store.Downloads);
    }

    /// <summary>Raised when an import is new or has changed.</summary>
    public event Action<Import>? Changed;

    /// <summary>Those that the caller may see, newest first.</summary>
    public IReadOnlyList<ImportInfo> Of(Caller caller) =>
        [
            .. _imports
                .Values.Where(import => import.Record.OwnerId == caller.Id && import.Info.State != ImportState.Cancelled)
                .Select(import => import.Info with { Preview = null })
                .OrderByDescending(info => info.CreatedAt),
        ];

    public Import? Find(Guid id, Caller caller) => _imports.GetValueOrDefault(id) is { } import && import.IsFor(caller) ? import : null;

    /// <summary>Whether an import that goes on reads the upload.</summary>
    public bool Reads(Guid uploadId) => _imports.Values.Any(import => !import.IsOver && import.Info.UploadId == uploadId);

    /// <returns>The import; or why not, with the answer's status.</returns>
    public (Import? Import, int Status, string? Refusal) Add(
        string title,
        Upload? upload,
        string? path,
        ImportChoices choices,
        Caller caller
    )
    {
        var now = Time.GetUtcNow();
        Import import;
        lock (_gate)
        {
            // Of calls that come side by side each would else find that nobody reads it yet.
            if (upload is not null && Reads(upload.Record.Id))
                return (null, 409, $"{title} is being imported already.");
            if (_imports.Values.Count(other => other.Record.OwnerId == caller.Id && !other.IsOver) >= _options.AtATime)
                return (null, 429, "You have as many imports under way as a person may; finish or cancel one first.");
            var info = new ImportInfo
            {
                Id = Guid.CreateVersion7(now),
                Title = title,
                State = ImportState.Waiting,
                UploadId = upload?.Record.Id,
                Owner = caller.Name,
                CreatedAt = now,
            };
            var record = new ImportRecord
            {
                Info = info,
                OwnerId = caller.Id,
                Path = path,
                Choices = choices,
            };
            _imports[info.Id] = import = new(_store.Imports, record);
        }
        Changed?.Invoke(import);
        _turns.Writer.TryWrite(import.Id);
        return (import, 201, null);
    }

    /// <summary>Looks again, with other choices.</summary>
    /// <returns>Whether it is at a point where choices can be made.</returns>
    public async Task<bool> Look(Import import, ImportChoices choices)
    {
        lock (_gate)
        {
            if (import.IsOver || import.Record.Begin is not null)
                return false;
            // Before its turn is ended: one that begins just now looks with them.
            Put(import, record => record with { Choices = choices });
        }
        await End(import);
        lock (_gate)
        {
            // Begun meanwhile by another page of the same person.
            if (import.IsOver || import.Record.Begin is not null)
                return false;
            Put(import, record => record with { Info = Waiting(record.Info) });
        }
        _turns.Writer.TryWrite(import.Id);
        return true;
    }

    /// <summary>Makes the set.</summary>
    /// <returns>Why not, one sentence; null when it is begun.</returns>
    public string? Begin(Import import, ImportBegin begin, string name)
    {
        lock (_gate)
        {
            if (import.Info.State != ImportState.Ready)
                return $"{import.Info.Title} can be imported once it was looked at; it is {Names<ImportState>.Of(import.Info.State)}.";
            if (CatalogueFolder.Refusal(_store.Catalogue, name) is { } refusal)
                return refusal;
            if (_imports.Values.FirstOrDefault(other => !other.IsOver && other.Info.Dataset == name) is { } same && same != import)
                return $"name must be another than {name}, which is being imported from {same.Info.Title}.";
            Put(
                import,
                record =>
                    record with
                    {
                        Begin = begin,
                        Place = Path.Combine(_store.Downloads, $"{name}-{import.Id.ToString("N")[^8..]}"),
                        Info = Waiting(record.Info) with { Dataset = name },
                    }
            );
        }
        _turns.Writer.TryWrite(import.Id);
        return null;
    }

    /// <summary>Ends it, at whatever point; its upload stays.</summary>
    /// <returns>Whether it had not ended by itself.</returns>
    public async Task<bool> Cancel(Import import)
    {
        lock (_gate)
        {
            if (import.Info.State == ImportState.Completed)
                return false;
            Put(import, record => record with { Info = record.Info with { State = ImportState.Cancelled, Progress = null } });
        }
        await End(import);
        import.Clear();
        _imports.TryRemove(import.Id, out _);
        return true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var import in _imports.Values)
            await import.Stop.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task Turn(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Interval);
        try
        {
            var id = await _turns.Reader.ReadAsync(patience.Token);
            if (_imports.GetValueOrDefault(id) is { Info.State: ImportState.Waiting } import)
                await TakeTurn(import, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            foreach (var old in _imports.Values.Where(import => !IsActive(import) && import.Info.CreatedAt < Time.GetUtcNow() - KeptFor))
                Forget(old);
        }
    }

    private async Task TakeTurn(Import import, CancellationToken stop)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Before anybody sees it begin: whoever ends it waits until it is over.
        import.Turn = turn.Task;
        try
        {
            await Work(import, stop);
        }
        finally
        {
            turn.SetResult();
        }
    }

    private static bool IsActive(Import import) => import.Info.State is ImportState.Waiting or ImportState.Looking or ImportState.Importing;

    private static ImportInfo Waiting(ImportInfo info) =>
        info with
        {
            State = ImportState.Waiting,
            Problem = null,
            Question = null,
            Progress = null,
        };

    private static async Task End(Import import)
    {
        await import.Stop.CancelAsync();
        await import.Turn;
    }

    private void TakeUp(string folder)
    {
        var import = Import.Find(folder);
        if (import is null or { IsOver: true })
        {
            // A server that was killed may have left the files of what it had imported.
            if (import?.Info is { State: ImportState.Completed, UploadId: { } upload })
                _uploads.Take(upload)?.Delete().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
            return;
        }
        _imports[import.Id] = import;
        var record = import.Record;
        // A server that was killed could not end its process.
        if (record.Process is { } handle && LocalWorker.Find(handle) is { } left)
            left.ExitWithin(TimeSpan.Zero).GetAwaiter().GetResult();
        ClearWorkshop(import);
        if (record.Begin is not null && record.Place is { } place)
        {
            if (_library.HasOwn(record.Info.Dataset!) && _library.PlaceOf(record.Info.Dataset!) == place)
            {
                Finish(import, wasBegun: true, null);
                ClearUp(import).GetAwaiter().GetResult();
                _imports.TryRemove(import.Id, out _);
                return;
            }
            // The record of a store that was copied, or came by a backup, names a place that is not this store's.
            if (Path.GetDirectoryName(place) == _store.Downloads && Directory.Exists(place))
                Directory.Delete(place, recursive: true);
            Finish(
                import,
                wasBegun: true,
                $"The server ended while {record.Info.Title} was imported. Nothing of it was kept; import it again."
            );
        }
        else if (IsActive(import))
        {
            Put(import, before => before with { Info = Waiting(before.Info) });
            _turns.Writer.TryWrite(import.Id);
        }
    }

    private void Forget(Import import)
    {
        if (_imports.TryRemove(import.Id, out _))
            import.Clear();
    }

    // The process that works tells of itself while its owner changes or cancels it: each would write the other's file and record over.
    private void Put(Import import, Func<ImportRecord, ImportRecord> change)
    {
        lock (_gate)
        {
            try
            {
                import.Change(change);
            }
            finally
            {
                // It is so although a full disk did not take it.
                Changed?.Invoke(import);
            }
        }
    }
}
