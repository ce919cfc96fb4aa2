namespace WebLab.Contracts.Paper;

/// <summary>A measure that the paper prints.</summary>
public enum PaperMeasure
{
    /// <summary>Accuracy on the training set against given labels, 0 to 1.</summary>
    TrainAccuracy,

    /// <summary>Accuracy on the test set at the end, 0 to 1.</summary>
    TestAccuracy,

    /// <summary>The best test accuracy over the epochs, 0 to 1.</summary>
    BestTestAccuracy,

    /// <summary>One minus the test accuracy at the end, 0 to 1.</summary>
    TestError,

    /// <summary>Accuracy of the last epoch's mini-batches as augmented, 0 to 1: table 4's training accuracy of augmented
    /// networks.</summary>
    OnlineAccuracy,

    /// <summary>The test accuracy of the epoch that was best on held-out training images, 0 to 1.</summary>
    EarlyStoppedTestAccuracy,

    /// <summary>The first epoch whose mean training loss is at most 0.05.</summary>
    TimeToFit,

    /// <summary>The norm of a kernel's solution.</summary>
    SolutionNorm,

    /// <summary>
    /// How far random labels are matched beyond chance, (k a - 1) / (k - 1) of the training accuracy a for k = 10 classes: a lower bound on
    /// the
    /// empirical Rademacher complexity of the networks that training can reach (paper, equation 1), scaled to reach 1.
    /// </summary>
    RademacherComplexity,
}

/// <summary>Something the item shows whatever the scale, for example an order of curves.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Holds">Whether the results bear it out; null while they do not say.</param>
public sealed record PaperClaim(string Sentence, Func<PaperResults, bool?> Holds);
