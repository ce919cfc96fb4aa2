namespace WebLab.Contracts.Curves;

/// <summary>What is stored of a run's points.</summary>
/// <param name="RunId">The run.</param>
/// <param name="LastSequence">The sequence number of the last stored point, 0 for none. Deltas up to it are in the series already.</param>
/// <param name="Series">The metrics that have points.</param>
public sealed record Curve(Guid RunId, long LastSequence, IReadOnlyList<MetricSeries> Series);
