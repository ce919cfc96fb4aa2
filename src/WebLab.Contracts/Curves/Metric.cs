namespace WebLab.Contracts.Curves;

/// <summary>What a curve measures. Shares and accuracies are 0 to 1.</summary>
public enum Metric
{
    /// <summary>Training loss (cross-entropy in nats against given labels) of one step, train mode.</summary>
    StepLoss,

    /// <summary>Mean of the step losses of an epoch; "time to fit" is judged by it.</summary>
    TrainLoss,

    /// <summary>Accuracy on the training set against given labels, eval mode, end of epoch.</summary>
    TrainAccuracy,

    /// <summary>Accuracy on the same examples against true labels.</summary>
    CleanAccuracy,

    /// <summary>Accuracy on the test set against true labels, always.</summary>
    TestAccuracy,

    /// <summary>Mean cross-entropy on the test set against true labels.</summary>
    TestLoss,

    /// <summary>Train minus test accuracy.</summary>
    GeneralisationGap,

    /// <summary>Share of corrupted examples predicted as their given (wrong) label.</summary>
    MemorisedFraction,

    /// <summary>Share of corrupted examples predicted as their true label.</summary>
    CorruptedPredictedTrue,

    /// <summary>Share of corrupted examples predicted as neither.</summary>
    CorruptedPredictedOther,

    /// <summary>Share of uncorrupted examples predicted as their label.</summary>
    CleanPredictedTrue,

    /// <summary>Share of uncorrupted examples predicted as something else.</summary>
    CleanPredictedOther,

    /// <summary>Accuracy on the held-out part of the training set against given labels.</summary>
    HoldOutAccuracy,

    /// <summary>Mean accuracy of the epoch's own mini-batches, as augmented, in train mode: the paper's table 4 "online
    /// accuracy".</summary>
    OnlineAccuracy,

    /// <summary>The epoch's learning rate.</summary>
    LearningRate,

    /// <summary>Training images a second of the epoch.</summary>
    ImagesPerSecond,
}
