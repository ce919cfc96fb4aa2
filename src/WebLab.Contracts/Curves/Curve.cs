namespace WebLab.Contracts.Curves;

/// <summary>What is stored of a run's points.</summary>
/// <param name="RunId">The run.</param>
/// <param name="LastSequence">The sequence number of the last stored point, 0 for none. Deltas up to it are in the series already.</param>
/// <param name="Series">The metrics that have points.</param>
public sealed record Curve(Guid RunId, long LastSequence, IReadOnlyList<MetricSeries> Series);

/// <summary>
/// One metric of a run over a range of steps, as points or as buckets. A bucket's edges are multiples of a power of two of the
/// metric's points, so that they stay put while points arrive. A browser adds to it the points that come after it was read, each a
/// bucket of its own.
/// </summary>
public sealed record MetricSeries
{
    /// <summary>What is measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>Points in the range that was asked for, with those that were added.</summary>
    public required int PointCount { get; set; }

    /// <summary>Points a bucket: a power of two, 1 for exact points.</summary>
    public required int BucketWidth { get; init; }

    /// <summary>The step of each bucket's last point.</summary>
    public required List<int> Steps { get; init; }

    /// <summary>The time of each bucket's last point, milliseconds since 1970-01-01 UTC.</summary>
    public required List<long> Times { get; init; }

    /// <summary>The last value of each bucket.</summary>
    public required List<float> Last { get; init; }

    /// <summary>The least value of each bucket, NaN apart; null when the bucket width is 1.</summary>
    public List<float>? Min { get; init; }

    /// <summary>The greatest value of each bucket, NaN apart; null when the bucket width is 1.</summary>
    public List<float>? Max { get; init; }

    /// <summary>Adds a point behind the last.</summary>
    /// <param name="step">The step after which it was measured, from that of the last on.</param>
    /// <param name="time">When, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="value">The value.</param>
    public void Add(int step, long time, float value)
    {
        Steps.Add(step);
        Times.Add(time);
        Last.Add(value);
        Min?.Add(value);
        Max?.Add(value);
        PointCount++;
    }
}

/// <summary>One measured value.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Step">The step after which it was measured, 1-based; an epoch's measures stand at its last step.</param>
/// <param name="Value">The value; NaN and infinities are kept.</param>
/// <param name="Time">When, in milliseconds since 1970-01-01 UTC.</param>
public readonly record struct Point(Metric Metric, int Step, float Value, long Time);

/// <summary>New points of a run on their way to a browser; they are stored already.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Points">The points.</param>
public sealed record CurveDelta(Guid RunId, PointBatch Points);

/// <summary>Asks for the curves of several runs in one answer, which a <see cref="CurvePack"/> holds.</summary>
public sealed record CurveQuery
{
    /// <summary>The most windows of one query.</summary>
    public const int MaxWindows = 500;

    /// <summary>The most buckets that one answer may come to, over windows and metrics: 48 MB as they are packed.</summary>
    public const int MaxBucketsInAll = 2_000_000;

    /// <summary>Different runs, each with its range; 1 to 500. A run that is gone is left out of the answer.</summary>
    public required IReadOnlyList<CurveWindow> Windows { get; init; }

    /// <summary>The metrics; null for all.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>The most buckets of each metric, 1 to 5,000.</summary>
    public int Buckets { get; init; } = 1_000;

    /// <summary>How many windows of so many buckets and metrics one query may have.</summary>
    /// <param name="metrics">Metrics of the query.</param>
    /// <param name="buckets">Buckets of each, from 1.</param>
    public static int WindowsOf(int metrics, int buckets) => Math.Clamp(MaxBucketsInAll / (Math.Max(1, metrics) * buckets), 1, MaxWindows);
}

/// <summary>A range of a run's curve.</summary>
/// <param name="RunId">The run.</param>
/// <param name="From">The first step, from 0.</param>
/// <param name="To">The last step; the greatest integer for the end.</param>
public sealed record CurveWindow(Guid RunId, int From = 0, int To = int.MaxValue);
