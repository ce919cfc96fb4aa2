namespace WebLab.Contracts.Curves;

/// <summary>What is known at the end of an epoch, from which every metric is computed; accuracies are 0 to 1.</summary>
public sealed record EpochEvaluation
{
    /// <summary>The mean training loss over the epoch's images.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>How the training images are predicted, against given and true labels.</summary>
    public required TrainShares Train { get; init; }

    /// <summary>Accuracy on the test set against true labels.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Mean cross-entropy on the test set against true labels; null for a kernel.</summary>
    public double? TestLoss { get; init; }

    /// <summary>Accuracy on the held-out training images against given labels; null without a hold-out.</summary>
    public double? HoldOutAccuracy { get; init; }

    /// <summary>Mean accuracy of the epoch's own mini-batches as augmented; null when nothing augments.</summary>
    public double? OnlineAccuracy { get; init; }

    /// <summary>The epoch's learning rate; null for a kernel.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Training images a second of the epoch.</summary>
    public required double ImagesPerSecond { get; init; }
}

/// <summary>How the training images are predicted, by whether their label was corrupted; counts of images.</summary>
/// <param name="Count">Training images.</param>
/// <param name="Corrupted">Of them with a given label that is not the true one.</param>
/// <param name="PredictedGiven">Of all, predicted as their given label.</param>
/// <param name="PredictedTrue">Of all, predicted as their true label.</param>
/// <param name="CorruptedPredictedGiven">Of the corrupted, predicted as their given label.</param>
/// <param name="CorruptedPredictedTrue">Of the corrupted, predicted as their true label.</param>
public sealed record TrainShares(
    long Count,
    long Corrupted,
    long PredictedGiven,
    long PredictedTrue,
    long CorruptedPredictedGiven,
    long CorruptedPredictedTrue
)
{
    /// <summary>Accuracy against given labels.</summary>
    public double TrainAccuracy => (double)PredictedGiven / Count;

    /// <summary>Accuracy against true labels.</summary>
    public double CleanAccuracy => (double)PredictedTrue / Count;

    /// <summary>Share of corrupted images predicted as their given label; null when none is corrupted.</summary>
    public double? MemorisedFraction => Share(CorruptedPredictedGiven, Corrupted);

    /// <summary>Share of corrupted images predicted as their true label.</summary>
    public double? CorruptedPredictedTrueShare => Share(CorruptedPredictedTrue, Corrupted);

    /// <summary>Share of corrupted images predicted as neither.</summary>
    public double? CorruptedPredictedOtherShare => Share(Corrupted - CorruptedPredictedGiven - CorruptedPredictedTrue, Corrupted);

    /// <summary>Share of uncorrupted images predicted as their label.</summary>
    public double? CleanPredictedTrueShare => Share(PredictedTrue - CorruptedPredictedTrue, Count - Corrupted);

    /// <summary>Share of uncorrupted images predicted as something else.</summary>
    public double? CleanPredictedOtherShare => Share(Count - Corrupted - PredictedTrue + CorruptedPredictedTrue, Count - Corrupted);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
