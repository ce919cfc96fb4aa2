namespace WebLab.Contracts.Runs;

/// <summary>The best value of each measure over the epochs of a run; that of test accuracy is <see
/// cref="RunResult.BestTestAccuracy"/>.</summary>
public sealed record RunBests
{
    /// <summary>The lowest mean training loss of an epoch.</summary>
    public BestValue? TrainLoss { get; init; }

    /// <summary>The highest accuracy on the training set against given labels, 0 to 1.</summary>
    public BestValue? TrainAccuracy { get; init; }

    /// <summary>The highest accuracy on the training images against true labels, 0 to 1.</summary>
    public BestValue? CleanAccuracy { get; init; }

    /// <summary>The lowest memorised fraction, 0 to 1.</summary>
    public BestValue? MemorisedFraction { get; init; }

    /// <summary>The smallest generalisation gap, -1 to 1.</summary>
    public BestValue? GeneralisationGap { get; init; }

    /// <summary>The bests with one more epoch.</summary>
    /// <param name="before">The bests so far; null for none.</param>
    /// <param name="result">The measures at the end of the epoch.</param>
    public static RunBests With(RunBests? before, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new()
        {
            TrainLoss = BestValue.Of(before?.TrainLoss, result.TrainLoss, result.Epochs, Better.Lower),
            TrainAccuracy = BestValue.Of(before?.TrainAccuracy, result.TrainAccuracy, result.Epochs, Better.Higher),
            CleanAccuracy = BestValue.Of(before?.CleanAccuracy, result.CleanAccuracy, result.Epochs, Better.Higher),
            MemorisedFraction = BestValue.Of(before?.MemorisedFraction, result.MemorisedFraction, result.Epochs, Better.Lower),
            GeneralisationGap = BestValue.Of(before?.GeneralisationGap, result.GeneralisationGap, result.Epochs, Better.Lower),
        };
    }
}
