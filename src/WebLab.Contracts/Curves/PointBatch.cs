namespace WebLab.Contracts.Curves;

/// <summary>
/// Consecutive points of one run as columns. The points of a run are numbered from 1 over all metrics; (run, sequence) is
/// the key by which storing, showing and resending are idempotent.
/// </summary>
public sealed record PointBatch
{
    /// <summary>The sequence number of the first point, from 1.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>What each point measures.</summary>
    public required Metric[] Metrics { get; init; }

    /// <summary>The step of each point.</summary>
    public required int[] Steps { get; init; }

    /// <summary>The value of each point.</summary>
    public required float[] Values { get; init; }

    /// <summary>The time of each point, milliseconds since 1970-01-01 UTC.</summary>
    public required long[] Times { get; init; }

    /// <summary>The number of points.</summary>
    public int Count() => Steps.Length;

    /// <summary>The sequence number of the last point.</summary>
    public long LastSequence() => FirstSequence + Steps.Length - 1;

    /// <summary>Makes a batch of points.</summary>
    /// <param name="firstSequence">The sequence number of the first.</param>
    /// <param name="points">The points in order.</param>
    public static PointBatch Of(long firstSequence, IReadOnlyCollection<Point> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new()
        {
            FirstSequence = firstSequence,
            Metrics = [.. points.Select(point => point.Metric)],
            Steps = [.. points.Select(point => point.Step)],
            Values = [.. points.Select(point => point.Value)],
            Times = [.. points.Select(point => point.Time)],
        };
    }
}
