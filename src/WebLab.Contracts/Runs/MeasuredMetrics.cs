using WebLab.Contracts.Curves;

namespace WebLab.Contracts.Runs;

/// <summary>The metrics of a run by <see cref="Metric.Name"/>; two that hold the same are equal, as are the results that they are part
/// of.</summary>
public sealed class MeasuredMetrics : Dictionary<string, MeasuredMetric>
{
    /// <summary>What an epoch measured, and the bests with it.</summary>
    /// <param name="before">The result of the epoch before, or null.</param>
    /// <param name="epoch">What the epoch found.</param>
    /// <param name="number">The epoch, 1-based.</param>
    public static MeasuredMetrics After(RunResult? before, EpochEvaluation epoch, int number)
    {
        var measured = new MeasuredMetrics();
        foreach (var metric in Metric.All)
        {
            if (metric.Compute?.Invoke(epoch) is not { } value)
                continue;
            var best = metric.BestName is null ? null : BestValue.Of(before?.BestOf(metric), value, number, metric.Better);
            measured[metric.Name] = new(value, best);
        }
        return measured;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is MeasuredMetrics other
        && other.Count == Count
        && this.All(pair => other.TryGetValue(pair.Key, out var value) && Equals(pair.Value, value));

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(Count, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value));
}

/// <summary>A metric of a run.</summary>
/// <param name="Last">Its value at the last epoch.</param>
/// <param name="Best">Its best over the epochs; null where it has none.</param>
public sealed record MeasuredMetric(double Last, BestValue? Best);
