namespace WebLab.Contracts.Curves;

/// <summary>
/// One metric of a run over a range of steps, as points or as buckets. A bucket's edges are multiples of a power of two of the
/// metric's points, so that they stay put while points arrive. With one point a bucket, min, max and last are the same array.
/// </summary>
public sealed record MetricSeries
{
    /// <summary>What is measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>Points in the range that was asked for.</summary>
    public required int PointCount { get; init; }

    /// <summary>Points a bucket: a power of two, 1 for exact points.</summary>
    public required int BucketWidth { get; init; }

    /// <summary>The step of each bucket's last point.</summary>
    public required int[] Steps { get; init; }

    /// <summary>The time of each bucket's last point, milliseconds since 1970-01-01 UTC.</summary>
    public required long[] Times { get; init; }

    /// <summary>The last value of each bucket.</summary>
    public required float[] Last { get; init; }

    /// <summary>The least value of each bucket, NaN apart; null when the bucket width is 1.</summary>
    public float[]? Min { get; init; }

    /// <summary>The greatest value of each bucket, NaN apart; null when the bucket width is 1.</summary>
    public float[]? Max { get; init; }
}
