namespace WebLab.Contracts.Curves;

/// <summary>Asks for the curves of several runs in one answer, which a <see cref="CurvePack"/> holds.</summary>
public sealed record CurveQuery
{
    /// <summary>The most windows of one query.</summary>
    public const int MaxWindows = 500;

    /// <summary>The runs, each with its range; 1 to 500. A run that is gone is left out of the answer.</summary>
    public required IReadOnlyList<CurveWindow> Windows { get; init; }

    /// <summary>The metrics; null for all.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>The most buckets of each metric, 1 to 5,000.</summary>
    public int Buckets { get; init; } = 1_000;
}
