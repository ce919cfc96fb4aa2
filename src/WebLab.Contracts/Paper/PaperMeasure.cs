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

    /// <summary>The first epoch whose mean training loss is at most 0.05.</summary>
    TimeToFit,
}
