using WebLab.Contracts.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>Reads one metric of one run as at most so many buckets, from the coarsest level that is fine enough for them.</summary>
internal sealed class CurveReader(ReadCollection blocks, Guid runId, Metric metric, int points)
{
    /// <summary>A summary three levels up stands for 512 entries, and one of level 3 for a block of points, so that a step is found by
    /// reading a few blocks.</summary>
    private const int LevelsAtATime = 3;

    /// <summary>Blocks that lie between the ends of a window and are read along with them.</summary>
    private const int MostBetween = 2;

    private readonly Dictionary<(int Level, int Index), Columns?> _read = [];

    public MetricSeries Read(int fromStep, int toStep, int buckets)
    {
        ReadEnds(fromStep, toStep);
        var from = fromStep <= 0 ? 0 : CountBelow(fromStep);
        var to = toStep == int.MaxValue ? points : CountBelow(toStep + 1);
        long width = 1;
        while (Buckets(from, to, width) > buckets)
            width *= 2;
        // Buckets at the ends are shown whole, so that the same bucket has the same values in every window.
        var (start, end) = (from / width * width, width == 1 ? to : Math.Min(points, (to + width - 1) / width * width));
        ReadAhead(start, end, width);
        var summaries = new List<Summary>();
        for (var at = start; at < end; at += width)
        {
            if (Bucket(at, Math.Min(at + width, end)) is not { } summary)
                break;
            summaries.Add(summary);
        }
        return new()
        {
            Metric = metric,
            PointCount = to - from,
            BucketWidth = (int)width,
            Steps = [.. summaries.Select(summary => summary.Step)],
            Times = [.. summaries.Select(summary => summary.Time)],
            Last = [.. summaries.Select(summary => summary.Last)],
            Min = width == 1 ? null : [.. summaries.Select(summary => summary.Min)],
            Max = width == 1 ? null : [.. summaries.Select(summary => summary.Max)],
        };
    }

    /// <summary>What the window takes of its level, by one question: a question costs LiteDB as much as unpacking a block.</summary>
    private void ReadAhead(long start, long end, long width)
    {
        var level = CurveLevels.Top;
        while (CurveLevels.Width(level) > width)
            level--;
        var entries = Math.Min(end / CurveLevels.Width(level), CurveLevels.Entries(level, points));
        var (first, last) = (
            (int)(start / CurveLevels.Width(level) / CurveLevels.Capacity(level)),
            (int)((entries - 1) / CurveLevels.Capacity(level))
        );
        Together(level, first, last);
    }

    /// <summary>The points at both ends of a narrow window, by one question.</summary>
    private void ReadEnds(int fromStep, int toStep)
    {
        if (fromStep <= 0 || toStep == int.MaxValue)
            return;
        var (first, last) = (BlockOf(fromStep), BlockOf(toStep + 1));
        if (last - first - 1 <= MostBetween)
            Together(0, first, last);
    }

    private void Together(int level, int first, int last)
    {
        if (last <= first || Enumerable.Range(first, last - first + 1).All(index => _read.ContainsKey((level, index))))
            return;
        foreach (var (index, columns) in CurveBlocks.Read(blocks, new(runId, metric.Number, level, first), last))
            _read[(level, index)] = columns;
    }

    private static long Buckets(long from, long to, long width) => to <= from ? 0 : (to - 1) / width - from / width + 1;

    /// <summary>The summary of points from start to end; null when the run was deleted meanwhile.</summary>
    private Summary? Bucket(long start, long end)
    {
        Summary? bucket = null;
        for (var at = start; at < end;)
        {
            var level = LevelAt(at, end);
            if (Entry(level, (int)(at / CurveLevels.Width(level))) is not { } entry)
                return null;
            bucket = bucket?.Then(entry) ?? entry;
            at += CurveLevels.Width(level);
        }
        return bucket;
    }

    /// <summary>The coarsest level that has an entry which starts at a point and does not reach beyond the end.</summary>
    private int LevelAt(long at, long end)
    {
        var level = CurveLevels.Top;
        while (level > 0 && !Fits(level, at, end))
            level--;
        return level;
    }

    private bool Fits(int level, long at, long end)
    {
        var width = CurveLevels.Width(level);
        return at % width == 0 && at + width <= end && at / width < CurveLevels.Entries(level, points);
    }

    private Summary? Entry(int level, int entry) =>
        Block(level, entry / CurveLevels.Capacity(level)) is { } columns && entry % CurveLevels.Capacity(level) < columns.Count
            ? columns[entry % CurveLevels.Capacity(level)]
            : null;

    private Columns? Block(int level, int index)
    {
        if (!_read.TryGetValue((level, index), out var columns))
            _read[(level, index)] = columns = CurveBlocks.Read(blocks, new(runId, metric.Number, level, index));
        return columns;
    }

    /// <summary>How many points stand before a step. Steps of one metric never go down, and a summary has its last point's.</summary>
    private int CountBelow(int step) => CountBelow(step, finest: 0);

    /// <summary>The block of points that has the first point from a step on, or the one before it.</summary>
    private int BlockOf(int step) => CountBelow(step, finest: LevelsAtATime) / CurveLevels.PointsABlock;

    private int CountBelow(int step, int finest)
    {
        long below = 0;
        for (var level = CurveLevels.Top / LevelsAtATime * LevelsAtATime; level >= finest; level -= LevelsAtATime)
        {
            var (width, entries) = (CurveLevels.Width(level), CurveLevels.Entries(level, points));
            var entry = (int)(below / width);
            while (entry < entries && Entry(level, entry) is { } summary && summary.Step < step)
                entry++;
            below = entry * width;
        }
        return (int)below;
    }
}
