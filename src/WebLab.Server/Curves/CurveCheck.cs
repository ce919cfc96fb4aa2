using WebLab.Contracts.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>Reads every block of a curve and compares what is there with what its head says.</summary>
internal static class CurveCheck
{
    public static IEnumerable<string> Problems(ReadCollection heads, ReadCollection blocks, Guid runId)
    {
        if (CurveHead.Read(heads, runId) is not { } head)
            yield break;
        var points = head.Numbers.Sum(metric => (long)head[metric]);
        if (points != head.LastSequence)
            yield return $"The curve of run {runId} holds {points:N0} points and is numbered up to {head.LastSequence:N0}.";
        foreach (var metric in head.Numbers)
        {
            for (var level = 0; level <= CurveLevels.Top; level++)
            {
                if (Problem(blocks, runId, metric, level, CurveLevels.Entries(level, head[metric])) is { } problem)
                {
                    var name = Metric.Numbered(metric)?.Name ?? $"metric {metric}";
                    yield return $"The curve of run {runId} is damaged in {name}, level {level}: {problem}.";
                }
            }
        }
    }

    private static string? Problem(ReadCollection blocks, Guid runId, byte metric, int level, int entries)
    {
        var capacity = CurveLevels.Capacity(level);
        for (var index = 0; index * capacity < entries; index++)
        {
            try
            {
                if (CurveBlocks.Read(blocks, new(runId, metric, level, index)) is not { } columns)
                    return $"block {index} is missing";
                // A run that goes on may have added to its last block since.
                if (columns.Count < Math.Min(capacity, entries - index * capacity))
                    return $"block {index} has {columns.Count:N0} entries, fewer than it should";
                if (level == 0 && columns.Steps.AsSpan(0, columns.Count) is var steps && !IsAscending(steps))
                    return $"block {index} has steps out of order";
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A damaged page can lead LiteDB and the decoder to any exception.
                return $"block {index} does not read ({error.Message.TrimEnd('.')})";
            }
        }
        return null;
    }

    private static bool IsAscending(ReadOnlySpan<int> steps)
    {
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i] < steps[i - 1])
                return false;
        }
        return true;
    }
}
