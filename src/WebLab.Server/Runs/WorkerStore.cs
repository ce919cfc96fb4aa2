using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>The workers of the active runs, in the file and in memory.</summary>
public sealed class WorkerStore(LabDatabase database)
{
    private readonly MirroredCollection<Guid, WorkerRecord> _workers = new(database, "workers", worker => worker.RunId);

    public IReadOnlyCollection<WorkerRecord> All() => [.. _workers.Values];

    public WorkerRecord? Find(Guid runId) => _workers.Find(runId);

    /// <summary>As it stands with the writes before.</summary>
    public WorkerRecord? Read(WriteTransaction tx, Guid runId) => _workers.Read(tx, runId);

    public void Save(WriteTransaction tx, WorkerRecord worker) => _workers.Save(tx, worker);

    public void Delete(WriteTransaction tx, Guid runId) => _workers.Delete(tx, runId);
}
