using System.Collections.Concurrent;
using LiteDB;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>The workers of the active runs, in the file and in memory.</summary>
public sealed class WorkerStore(LabDatabase database)
{
    private readonly JsonCollection<WorkerRecord> _collection = new("workers");
    private readonly ConcurrentDictionary<Guid, WorkerRecord> _workers = new(
        new JsonCollection<WorkerRecord>("workers").All(database).ToDictionary(worker => worker.RunId)
    );

    public IReadOnlyCollection<WorkerRecord> All() => [.. _workers.Values];

    public WorkerRecord? Find(Guid runId) => _workers.GetValueOrDefault(runId);

    /// <summary>Part of a write job.</summary>
    public void Save(LiteDatabase writing, WorkerRecord worker)
    {
        _collection.Save(writing, worker.RunId, worker);
        // Ahead of the commit: a worker that should not be there yet cannot harm, its run is not active.
        _workers[worker.RunId] = worker;
    }

    /// <summary>Part of a write job.</summary>
    public void Delete(LiteDatabase writing, Guid runId)
    {
        _collection.Delete(writing, runId);
        _workers.TryRemove(runId, out _);
    }
}
