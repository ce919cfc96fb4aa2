using Microsoft.Extensions.Options;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Checkpoints;

/// <summary>The checkpoint files of all runs: which are kept, and that they stay within their budget. The workers write them.</summary>
public sealed class CheckpointStore
{
    private readonly StoreFolder _store;
    private readonly RunStore _runs;
    private readonly CheckpointOptions _options;
    private readonly ILogger<CheckpointStore> _logger;
    private readonly Lock _gate = new();

    public CheckpointStore(StoreFolder store, RunStore runs, IOptions<CheckpointOptions> options, ILogger<CheckpointStore> logger)
    {
        (_store, _runs, _options, _logger) = (store, runs, options.Value, logger);
    }

    public CheckpointOrder OrderFor(Guid runId) => new(runId, _store.Checkpoints, _options.SecondsBetween, _options.KeepFinal);

    /// <summary>What all checkpoints take, in bytes.</summary>
    public long Bytes() => Files().Sum(file => file.File.Length);

    /// <summary>The kept checkpoints of a run, newest first.</summary>
    public IReadOnlyList<KeptCheckpoint> Of(Guid runId) =>
        [
            .. Files()
                .Where(file => file.Name.RunId == runId)
                .OrderByDescending(file => file.Name.Sequence)
                .Select(file => new KeptCheckpoint(
                    file.Name.Sequence,
                    file.Name.IsFinal,
                    file.File.Length,
                    file.File.LastWriteTimeUtc,
                    file.Name.KeptEpoch
                )),
        ];

    /// <summary>The file of the checkpoint that a reference means; null when it is not kept.</summary>
    public string? PathOf(RunReference reference) =>
        Files()
            .Where(file => file.Name.RunId == reference.RunId && (reference.Sequence is not { } one || one == file.Name.Sequence))
            .OrderByDescending(file => file.Name.IsFinal)
            .ThenByDescending(file => file.Name.Sequence)
            .FirstOrDefault()
            .File?.FullName;

    /// <summary>Gives a run the final checkpoint of another to begin from.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Give(Guid from, Guid to)
    {
        lock (_gate)
        {
            var final = Files()
                .Where(file => file.Name.RunId == from && file.Name.IsFinal)
                .OrderByDescending(file => file.Name.Sequence)
                .FirstOrDefault();
            if (final.File is null)
                return false;
            var path = Path.Combine(_store.Checkpoints, (final.Name with { RunId = to }).ToString());
            final.File.CopyTo(path + ".tmp", overwrite: true);
            File.Move(path + ".tmp", path, overwrite: true);
            return true;
        }
    }

    /// <summary>Deletes all checkpoints of a run that came to nothing.</summary>
    public void Delete(Guid runId)
    {
        lock (_gate)
        {
            foreach (var file in Files().Where(file => file.Name.RunId == runId))
                Delete(file.File);
        }
    }

    /// <summary>A run has a new checkpoint, whose points are stored: older ones than the last few go, and the budget is seen to.</summary>
    public void Saved(Guid runId)
    {
        lock (_gate)
        {
            foreach (
                var old in Files()
                    .Where(file => file.Name.RunId == runId && !file.Name.IsNetwork)
                    .OrderByDescending(file => file.Name.Sequence)
                    .Skip(_options.Keep)
            )
                Delete(old.File);
            SeeToBudget();
        }
    }

    /// <summary>A run that is gone needs none, and one that cannot go on only its networks: the final one, and those of the epochs that its
    /// recipe keeps. A file that its worker is still writing bears another name until it is whole.</summary>
    public Task Follow(RunChange change)
    {
        var isGone = change.After is null;
        if (!isGone && !change.IsTo(status => status.HasEnded() && status != RunStatus.Interrupted))
            return Task.CompletedTask;
        lock (_gate)
        {
            var files = Files().Where(file => file.Name.RunId == change.Run.Id).OrderByDescending(file => file.Name.Sequence).ToList();
            // Of two final ones the older is that which the run began from.
            var final = files.FirstOrDefault(file => file.Name.IsFinal);
            foreach (var file in files.Where(file => isGone || (file != final && file.Name.KeptEpoch is null)))
                Delete(file.File);
            Delete(new FileInfo(Path.Combine(_store.Checkpoints, WorkerSpool.NameOf(change.Run.Id))));
            SeeToBudget();
        }
        return Task.CompletedTask;
    }

    /// <summary>Over budget, the networks of completed runs and of epochs that are kept go first, then all but the newest of each run, then
    /// those of runs that have long been left alone.</summary>
    private void SeeToBudget()
    {
        var budget = _options.BudgetMegabytes * 1_000_000;
        var files = Files().ToList();
        var total = files.Sum(file => file.File.Length);
        if (total <= budget)
            return;
        var newest = files
            .Where(file => !file.Name.IsNetwork)
            .GroupBy(file => file.Name.RunId)
            .Select(run => run.MaxBy(file => file.Name.Sequence))
            .ToHashSet();
        // Of a run that is about to end the final one is what will be left, and until it has ended it goes on from the other.
        newest.UnionWith(files.Where(file => file.Name.IsFinal && newest.All(other => IsLater(file.Name, other.Name))).ToList());
        var dispensable = files
            .Where(file => _runs.Find(file.Name.RunId)?.Status.IsActive() != true || !newest.Contains(file))
            .OrderByDescending(file => file.Name.IsNetwork)
            .ThenBy(newest.Contains)
            .ThenBy(file => file.File.LastWriteTimeUtc);
        foreach (var file in dispensable)
        {
            if (total <= budget)
                return;
            total -= file.File.Length;
            Delete(file.File);
            _logger.LogWarning(
                "The checkpoint {Name} was deleted to keep to Checkpoints:BudgetMegabytes, {Budget}.",
                file.File.Name,
                _options.BudgetMegabytes
            );
        }
    }

    private static bool IsLater(CheckpointName final, CheckpointName other) =>
        other.RunId != final.RunId || final.Sequence >= other.Sequence;

    private IEnumerable<(FileInfo File, CheckpointName Name)> Files() =>
        new DirectoryInfo(_store.Checkpoints)
            .EnumerateFiles("*.checkpoint")
            .Select(file => (File: file, Name: CheckpointName.Parse(file.Name)!))
            .Where(file => file.Name is not null);

    private static void Delete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is being read by a worker that resumes; the next time will do.
        }
    }
}
