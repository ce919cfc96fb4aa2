using LiteDB;
using WebLab.Contracts.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>Adds points to one run's curve. It keeps the unfinished block of every level, so that adding seldom reads. A commit adds to a
/// copy, which takes its place when the points are in the file.</summary>
internal sealed class CurveAppender
{
    private readonly Guid _runId;
    private readonly CurveHead _head;
    private readonly Dictionary<byte, CurveTail[]> _tails;

    public CurveAppender(WriteTransaction tx, Guid runId)
    {
        _runId = runId;
        _head = CurveHead.Read(new(tx.Collection(CurveHead.Collection)), runId) ?? new();
        _tails = [];
    }

    private CurveAppender(CurveAppender other)
    {
        _runId = other._runId;
        _head = other._head.Copy();
        _tails = other._tails.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, tail => tail.Copy()));
    }

    /// <summary>One that this one knows nothing of. It costs some microseconds: the points are not copied.</summary>
    public CurveAppender Copy() => new(this);

    public long LastSequence => _head.LastSequence;

    /// <summary>Stores the points of the batch that are not stored yet; none when points before the batch are missing.</summary>
    /// <returns>The sequence number of the last stored point, from which the sender goes on.</returns>
    public long Append(WriteTransaction tx, PointBatch batch)
    {
        var stored = _head.LastSequence + 1 - batch.FirstSequence;
        if (stored < 0 || stored >= batch.Count())
            return _head.LastSequence;
        var blocks = tx.Collection(CurveBlocks.Collection);
        for (var i = (int)stored; i < batch.Count(); i++)
            Add(blocks, (byte)batch.Metrics[i], new(batch.Steps[i], batch.Times[i], batch.Values[i], batch.Values[i], batch.Values[i]));
        foreach (var tail in _tails.Values.SelectMany(levels => levels))
            tail.Write(blocks);
        _head.LastSequence = batch.LastSequence();
        tx.Collection(CurveHead.Collection).Upsert(_head.ToDocument(_runId));
        return _head.LastSequence;
    }

    /// <summary>Whether a point of the batch that is not stored yet lies before the last one of its metric. Within the batch the door has
    /// looked.</summary>
    public bool GoesBack(PointBatch batch)
    {
        var stored = _head.LastSequence + 1 - batch.FirstSequence;
        // After a gap nothing is stored.
        for (var i = stored; i >= 0 && i < batch.Count(); i++)
        {
            if (batch.Steps[i] < _head.LastStep((byte)batch.Metrics[i]))
                return true;
        }
        return false;
    }

    private void Add(ILiteCollection<BsonDocument> blocks, byte metric, Summary point)
    {
        if (!_tails.TryGetValue(metric, out var levels))
        {
            levels =
            [
                .. Enumerable.Range(0, CurveLevels.Top + 1).Select(level => new CurveTail(blocks, _runId, metric, level, _head[metric])),
            ];
            _tails.Add(metric, levels);
        }
        levels[0].Add(point);
        _head.Count(metric, point.Step);
        if (levels[0].Columns is not { Full: true } points)
            return;
        for (var start = 0; start < points.Count; start += CurveLevels.FirstWidth)
            AddSummary(blocks, levels, 1, points.Of(start, CurveLevels.FirstWidth));
        levels[0].Write(blocks);
    }

    private static void AddSummary(ILiteCollection<BsonDocument> blocks, CurveTail[] levels, int level, Summary summary)
    {
        var entries = levels[level].Columns;
        levels[level].Add(summary);
        if (entries.Count % CurveLevels.Fan == 0 && level < CurveLevels.Top)
            AddSummary(blocks, levels, level + 1, entries.Of(entries.Count - CurveLevels.Fan, CurveLevels.Fan));
        if (entries.Full)
            levels[level].Write(blocks);
    }
}
