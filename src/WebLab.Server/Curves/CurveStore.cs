using WebLab.Contracts.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>The points of all runs. Adding is idempotent by (run, sequence); any zoom of any run reads a few thousand entries at
/// most.</summary>
public sealed class CurveStore
{
    public const int DefaultBuckets = 1_000;
    public const int MaxBuckets = 5_000;

    /// <summary>An appender holds about 100 kB; a server trains fewer runs than this at a time.</summary>
    private const int MaxAppenders = 256;

    private readonly LabDatabase _database;

    /// <summary>As of the last commit; the writer thread's own.</summary>
    private readonly Dictionary<Guid, CurveAppender> _appenders = [];

    public CurveStore(LabDatabase database) => _database = database;

    /// <summary>Stores points.</summary>
    /// <returns>The sequence number of the last stored point.</returns>
    public long Append(WriteTransaction tx, Guid runId, PointBatch batch)
    {
        var draft = Draft(tx, runId);
        tx.OnCommit(() => Keep(runId, draft));
        return draft.Append(tx, batch);
    }

    /// <summary>Whether points that are not stored yet lie before those that are.</summary>
    public bool GoesBack(WriteTransaction tx, Guid runId, PointBatch batch) => Draft(tx, runId).GoesBack(batch);

    /// <summary>The sequence number of the last stored point, 0 for none.</summary>
    public long LastSequence(WriteTransaction tx, Guid runId) => Draft(tx, runId).LastSequence;

    /// <summary>What the commit's jobs before have made of it.</summary>
    private CurveAppender Draft(WriteTransaction tx, Guid runId)
    {
        var drafts = tx.Shared<Dictionary<Guid, CurveAppender>>(this);
        if (!drafts.TryGetValue(runId, out var draft))
            drafts[runId] = draft = _appenders.TryGetValue(runId, out var stored) ? stored.Copy() : new(tx, runId);
        return draft;
    }

    private void Keep(Guid runId, CurveAppender appender)
    {
        if (_appenders.Count == MaxAppenders && !_appenders.ContainsKey(runId))
            _appenders.Clear();
        _appenders[runId] = appender;
    }

    /// <summary>Lets go of what is kept in memory of a run that has ended.</summary>
    public void Close(WriteTransaction tx, Guid runId) => tx.OnCommit(() => _appenders.Remove(runId));

    /// <summary>Gives a run that has no points those of another.</summary>
    public static void Copy(WriteTransaction tx, Guid from, Guid to)
    {
        var heads = tx.Collection(CurveHead.Collection);
        if (CurveHead.Read(new(heads), from) is not { } head)
            return;
        var blocks = tx.Collection(CurveBlocks.Collection);
        foreach (var key in Keys(from, head))
        {
            if (blocks.FindById(key.ToBson()) is not { } block)
                continue;
            block["_id"] = (key with { RunId = to }).ToBson();
            blocks.Upsert(block);
        }
        heads.Upsert(head.ToDocument(to));
    }

    /// <summary>Removes a run's points.</summary>
    public void Delete(WriteTransaction tx, Guid runId)
    {
        Close(tx, runId);
        var heads = tx.Collection(CurveHead.Collection);
        if (CurveHead.Read(new(heads), runId) is not { } head)
            return;
        var blocks = tx.Collection(CurveBlocks.Collection);
        foreach (var key in Keys(runId, head))
            blocks.Delete(key.ToBson());
        heads.Delete(runId);
        tx.Shared<Dictionary<Guid, CurveAppender>>(this)[runId] = new(tx, runId);
    }

    /// <summary>The bytes that a run's points take.</summary>
    public long Bytes(Guid runId)
    {
        if (CurveHead.Read(_database.Read(CurveHead.Collection), runId) is not { } head)
            return 0;
        var blocks = _database.Read(CurveBlocks.Collection);
        return Keys(runId, head).Sum(key => (long)CurveBlocks.Bytes(blocks, key));
    }

    private static IEnumerable<BlockKey> Keys(Guid runId, CurveHead head) =>
        from metric in head.Numbers
        from level in Enumerable.Range(0, CurveLevels.Top + 1)
        let capacity = CurveLevels.Capacity(level)
        from index in Enumerable.Range(0, (CurveLevels.Entries(level, head[metric]) + capacity - 1) / capacity)
        select new BlockKey(runId, metric, level, index);

    /// <summary>The sequence number of the last stored point, 0 for none.</summary>
    public long LastSequence(Guid runId) => CurveHead.Read(_database.Read(CurveHead.Collection), runId)?.LastSequence ?? 0;

    public Curve Read(
        Guid runId,
        IReadOnlyCollection<Metric>? metrics = null,
        int fromStep = 0,
        int toStep = int.MaxValue,
        int buckets = DefaultBuckets
    )
    {
        var head = CurveHead.Read(_database.Read(CurveHead.Collection), runId) ?? new();
        var blocks = _database.Read(CurveBlocks.Collection);
        return new(
            runId,
            head.LastSequence,
            [
                .. head
                    .Metrics.Where(metric => metrics is null || metrics.Contains(metric))
                    .Select(metric => new CurveReader(blocks, runId, metric, head[metric.Number]).Read(fromStep, toStep, buckets)),
            ]
        );
    }
}
