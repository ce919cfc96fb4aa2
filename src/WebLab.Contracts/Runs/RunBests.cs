namespace WebLab.Contracts.Runs;

/// <summary>The best value of some measures over the epochs, as runs kept them before <see cref="RunResult.Metrics"/>; that of test
/// accuracy is <see cref="RunResult.BestTestAccuracy"/>.</summary>
public sealed record RunBests
{
    /// <summary>The lowest mean training loss of an epoch.</summary>
    public BestValue? TrainLoss { get; init; }

    /// <summary>The highest accuracy on the training set against given labels, 0 to 1.</summary>
    public BestValue? TrainAccuracy { get; init; }

    /// <summary>The highest accuracy on the training images against true labels, 0 to 1.</summary>
    public BestValue? CleanAccuracy { get; init; }

    /// <summary>The lowest memorised fraction, 0 to 1: that of the untrained network, and shown nowhere any more.</summary>
    public BestValue? MemorisedFraction { get; init; }

    /// <summary>The smallest generalisation gap, -1 to 1; likewise.</summary>
    public BestValue? GeneralisationGap { get; init; }
}

/// <summary>The best that a measure reached, and when.</summary>
/// <param name="Value">The value, in the measure's own unit.</param>
/// <param name="Epoch">The first epoch that reached it, 1-based.</param>
public sealed record BestValue(double Value, int Epoch)
{
    /// <summary>The better of what was best and what an epoch found; an equal value leaves the earlier epoch.</summary>
    /// <param name="best">The best so far; null for none.</param>
    /// <param name="value">What the epoch found; null or NaN for nothing.</param>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="better">Which way is better.</param>
    public static BestValue? Of(BestValue? best, double? value, int epoch, Better better) =>
        value is not { } found || double.IsNaN(found) ? best
        : best is null || (better == Better.Lower ? found < best.Value : found > best.Value) ? new(found, epoch)
        : best;
}

/// <summary>Which values of a number are the better ones.</summary>
public enum Better
{
    /// <summary>It is a choice or a fact, neither good nor bad.</summary>
    Neither,

    /// <summary>The greater.</summary>
    Higher,

    /// <summary>The smaller.</summary>
    Lower,
}

/// <summary>What several runs have of one measure.</summary>
/// <param name="Count">Runs that have a value.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation (divided by n - 1); 0 for one run.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
public sealed record Spread(int Count, double Mean, double StandardDeviation, double Min, double Max)
{
    /// <summary>The spread of the values, or null for none.</summary>
    /// <param name="values">Values that are numbers.</param>
    public static Spread? Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            return null;
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values.Count, mean, values.Count == 1 ? 0 : Math.Sqrt(squares / (values.Count - 1)), values.Min(), values.Max());
    }
}
