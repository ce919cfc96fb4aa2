using WebLab.Contracts.Curves;

namespace WebLab.Contracts.Runs;

/// <summary>The measures of a run at the end of its last whole epoch; also the last line that <c>weblab train</c> prints.</summary>
public sealed record RunResult
{
    /// <summary>A run has fitted its training set when the mean training loss of an epoch is at most this (paper, figure 1b as read
    /// here).</summary>
    public const double FittedLoss = 0.05;

    /// <summary>How little below that of a guess a mean loss is with which nothing has been learnt.</summary>
    public const double NothingLearnt = 0.05;

    /// <summary>A run that stops when fitted goes on below this training accuracy: the mean over an epoch can be low while its last steps
    /// are not.</summary>
    public const double FittedAccuracy = 0.99;

    /// <summary>Whole epochs trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Trainable parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>Steps done.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean training loss over the steps of the last epoch; of a kernel the mean squared error of its outputs.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Accuracy on the training set against given labels, eval mode, 0 to 1.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Accuracy on the same examples against true labels, 0 to 1.</summary>
    public required double CleanAccuracy { get; init; }

    /// <summary>Share of corrupted examples predicted as their given label, 0 to 1; null when no label was changed.</summary>
    public required double? MemorisedFraction { get; init; }

    /// <summary>Accuracy on the test set against true labels, 0 to 1.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>The best test accuracy over the epochs, 0 to 1.</summary>
    public required double BestTestAccuracy { get; init; }

    /// <summary>The epoch of the best test accuracy, 1-based.</summary>
    public required int BestTestEpoch { get; init; }

    /// <summary>Every metric of the last epoch and its best over the epochs, by <see cref="Metric.Name"/>; null in runs from before it was
    /// kept. A name that is not known here is passed over. An interface: MessagePack cannot make a dictionary of
    /// one's own.</summary>
    public IReadOnlyDictionary<string, MeasuredMetric>? Metrics { get; init; }

    /// <summary>The best of some measures over the epochs, in runs from before <see cref="Metrics"/>.</summary>
    public RunBests? Best { get; init; }

    /// <summary>The share of the labels trained on, without those held out, that differ from the true label, 0 to 1.</summary>
    public required double RealisedNoiseRate { get; init; }

    /// <summary>SHA-256 of all given labels, those held out too.</summary>
    public required string GivenLabelHash { get; init; }

    /// <summary>The first epoch whose mean training loss is at most 0.05; null when there was none.</summary>
    public required int? TimeToFitEpochs { get; init; }

    /// <summary>The steps done at the end of that epoch; null when there was none.</summary>
    public required int? TimeToFitSteps { get; init; }

    /// <summary>The first epochs in a row whose mean training loss is at most <see cref="NothingLearnt"/> below ln k of k classes:
    /// how long a network waits before it learns anything. Null for a kernel, and in runs of before it was counted.</summary>
    public int? WaitedEpochs { get; init; }

    /// <summary>
    /// Mean accuracy of the last epoch's mini-batches as augmented, in train mode, 0 to 1: what the paper's table 4 prints for augmented
    /// training; null when nothing augments.
    /// </summary>
    public double? OnlineAccuracy { get; init; }

    /// <summary>The epoch of the best accuracy on held-out training images, 1-based; null without a hold-out.</summary>
    public int? BestHoldOutEpoch { get; init; }

    /// <summary>The test accuracy of that epoch, 0 to 1: what early stopping yields. Null without a hold-out.</summary>
    public double? EarlyStoppedTestAccuracy { get; init; }

    /// <summary>Training images a second over the whole run, evaluation left out.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The norm of a kernel's solution over all classes, ||w|| = sqrt(alpha' K alpha) (paper, section 5); null for a
    /// network.</summary>
    public double? SolutionNorm { get; init; }

    /// <summary>A sentence on how a kernel was solved, for example that its matrix is singular; null when there is nothing to
    /// say.</summary>
    public string? SolutionNote { get; init; }

    /// <summary>Train minus test accuracy.</summary>
    public double GeneralisationGap => TrainAccuracy - TestAccuracy;

    /// <summary>A metric at the last epoch, or null.</summary>
    /// <param name="metric">The metric.</param>
    public double? Last(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Metrics is null ? metric.FromOldResult?.Invoke(this) : Metrics.GetValueOrDefault(metric.Name)?.Last;
    }

    /// <summary>A metric's best over the epochs, or null.</summary>
    /// <param name="metric">The metric.</param>
    public BestValue? BestOf(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.BestName is null ? null
            : Metrics is null ? metric.BestFromOldResult?.Invoke(this)
            : Metrics.GetValueOrDefault(metric.Name)?.Best;
    }
}
