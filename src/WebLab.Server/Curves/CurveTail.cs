using LiteDB;

namespace WebLab.Server.Curves;

/// <summary>The unfinished block of one level of one metric.</summary>
internal sealed class CurveTail
{
    private readonly BlockKey _first;
    private int _index;
    private bool _changed;

    /// <param name="blocks">The blocks.</param>
    /// <param name="runId">The run.</param>
    /// <param name="metric">The metric's number.</param>
    /// <param name="level">The level.</param>
    /// <param name="points">Stored points of the metric.</param>
    public CurveTail(ILiteCollection<BsonDocument> blocks, Guid runId, byte metric, int level, int points)
    {
        _first = new(runId, metric, level, 0);
        var (entries, capacity) = (CurveLevels.Entries(level, points), CurveLevels.Capacity(level));
        _index = entries / capacity;
        Columns = (entries % capacity > 0 ? CurveBlocks.Read(new(blocks), Key) : null) ?? Empty();
    }

    public Columns Columns { get; private set; }

    private BlockKey Key => _first with { Index = _index };

    public CurveTail Copy()
    {
        var copy = (CurveTail)MemberwiseClone();
        copy.Columns = Columns.Copy();
        return copy;
    }

    public void Add(Summary summary)
    {
        Columns.Add(summary);
        _changed = true;
    }

    /// <summary>Writes what was added; after a full block the next one starts empty.</summary>
    public void Write(ILiteCollection<BsonDocument> blocks)
    {
        if (!_changed)
            return;
        CurveBlocks.Write(blocks, Key, Columns);
        _changed = false;
        if (!Columns.Full)
            return;
        // Not the same anew: that of which this is a copy still has its entries.
        Columns = Empty();
        _index++;
    }

    private Columns Empty() => new(_first.Level > 0, CurveLevels.Capacity(_first.Level));
}
