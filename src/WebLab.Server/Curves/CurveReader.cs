using LiteDB;
using WebLab.Contracts.Curves;

namespace WebLab.Server.Curves;

/// <summary>Reads one metric of one run as at most so many buckets, from the coarsest level that is fine enough for them.</summary>
internal sealed class CurveReader(ILiteCollection<BsonDocument> blocks, Guid runId, Metric metric, int points)
{
    private readonly (int Index, Columns? Columns)[] _current = [.. Enumerable.Repeat((-1, default(Columns?)), CurveLevels.Top + 1)];

    public MetricSeries Read(int fromStep, int toStep, int buckets)
    {
        var from = fromStep <= 0 ? 0 : CountBelow(fromStep);
        var to = toStep == int.MaxValue ? points : CountBelow(toStep + 1);
        long width = 1;
        while (Buckets(from, to, width) > buckets)
            width *= 2;
        // Buckets at the ends are shown whole, so that the same bucket has the same values in every window.
        var (start, end) = (from / width * width, width == 1 ? to : Math.Min(points, (to + width - 1) / width * width));
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

    private Summary? Entry(int level, int entry)
    {
        var capacity = CurveLevels.Capacity(level);
        if (_current[level].Index != entry / capacity)
            _current[level] = (entry / capacity, CurveBlocks.Read(blocks, new(runId, metric, level, entry / capacity)));
        return _current[level].Columns is { } columns && entry % capacity < columns.Count ? columns[entry % capacity] : null;
    }

    /// <summary>How many points stand before a step. Steps of one metric never go down.</summary>
    private int CountBelow(int step)
    {
        var (low, high) = (0, (points - 1) / CurveLevels.PointsABlock);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (CurveBlocks.FirstStep(blocks, new(runId, metric, 0, middle)) < step)
                low = middle;
            else
                high = middle - 1;
        }
        if (CurveBlocks.Read(blocks, new(runId, metric, 0, low)) is not { } columns)
            return 0;
        var stored = Math.Min(columns.Count, points - low * CurveLevels.PointsABlock);
        var found = columns.Steps.AsSpan(0, stored).IndexOfAnyInRange(step, int.MaxValue);
        return low * CurveLevels.PointsABlock + (found < 0 ? stored : found);
    }
}
