using System.Text.Json.Serialization;

namespace WebLab.Contracts.Curves;

/// <summary>
/// Consecutive points of one run as columns. The points of a run are numbered from 1 over all metrics; (run, sequence) is
/// the key by which storing, showing and resending are idempotent.
/// </summary>
[JsonConverter(typeof(PackedPoints))]
public sealed record PointBatch
{
    /// <summary>The sequence number of the first point, from 1.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>What each point measures: <see cref="Metric.Number"/>. Readers pass over a number that they do not know.</summary>
    public required int[] Metrics { get; init; }

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

    /// <summary>The points after one: the batch itself when it begins later, null when it holds none.</summary>
    /// <param name="sequence">A sequence number, from 0.</param>
    public PointBatch? After(long sequence)
    {
        if (sequence < FirstSequence)
            return this;
        if (sequence >= LastSequence())
            return null;
        var skip = (int)(sequence + 1 - FirstSequence);
        return new()
        {
            FirstSequence = sequence + 1,
            Metrics = Metrics[skip..],
            Steps = Steps[skip..],
            Values = Values[skip..],
            Times = Times[skip..],
        };
    }

    /// <summary>Makes a batch of points.</summary>
    /// <param name="firstSequence">The sequence number of the first.</param>
    /// <param name="points">The points in order.</param>
    public static PointBatch Of(long firstSequence, IReadOnlyCollection<Point> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new()
        {
            FirstSequence = firstSequence,
            Metrics = [.. points.Select(point => (int)point.Metric.Number)],
            Steps = [.. points.Select(point => point.Step)],
            Values = [.. points.Select(point => point.Value)],
            Times = [.. points.Select(point => point.Time)],
        };
    }
}
