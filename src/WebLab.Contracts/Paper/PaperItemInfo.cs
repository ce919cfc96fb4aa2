using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Paper;

/// <summary>An item of the paper as the server tells of it.</summary>
public sealed record PaperItemInfo
{
    /// <summary>The written name, for example <c>fig1a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in two sentences.</summary>
    public required string Shows { get; init; }

    /// <summary>What the small scale leaves out.</summary>
    public required string SmallScale { get; init; }

    /// <summary>How it is drawn.</summary>
    public required PaperChart Chart { get; init; }

    /// <summary>Its rows with recipes and published values.</summary>
    public required IReadOnlyList<PaperRow> Rows { get; init; }

    /// <summary>Its claims, a sentence each.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>The paper's curves, pairs of step and value by name; empty where none are published as numbers.</summary>
    public required IReadOnlyDictionary<string, double[][]> Published { get; init; }

    /// <summary>One a scale.</summary>
    public required IReadOnlyList<PaperPlan> Plans { get; init; }
}

/// <summary>One row of a table or one curve or point of a figure.</summary>
/// <param name="Name">Its name, unique in the item; the runs are named by it.</param>
/// <param name="Full">The recipe at the paper's size.</param>
/// <param name="Small">The recipe at the small scale; null when the small scale leaves the row out.</param>
/// <param name="Published">The paper's values for it.</param>
public sealed record PaperRow(string Name, RunSpec Full, RunSpec? Small, IReadOnlyList<PublishedValue> Published)
{
    /// <summary>The network or condition by which the item can be run in parts; the rows of one part are one line or hue. Its name where
    /// the item gives no other.</summary>
    public string Part { get; init; } = Name;

    /// <summary>The recipe at a scale, or null.</summary>
    /// <param name="scale">The scale.</param>
    public RunSpec? Spec(PaperScale scale) => scale == PaperScale.Full ? Full : Small;
}

/// <summary>A value that the paper prints, and how near a full-scale run must come.</summary>
/// <param name="Measure">What it measures.</param>
/// <param name="Value">The value; accuracies and errors 0 to 1, times in epochs; null where the paper prints "failed to converge".</param>
/// <param name="Tolerance">The largest difference that counts as agreement, in the measure's own unit.</param>
/// <param name="Reason">Why the tolerance is what it is, one sentence.</param>
public sealed record PublishedValue(PaperMeasure Measure, double? Value, double Tolerance, string Reason);

/// <summary>How large an experiment of the paper is run.</summary>
public enum PaperScale
{
    /// <summary>Subsets that finish within about ten minutes on two cores and still show the effect; values are not comparable with the
    /// paper's.</summary>
    Small,

    /// <summary>The paper's sizes, for a GPU.</summary>
    Full,
}

/// <summary>How an item is drawn.</summary>
public enum PaperChart
{
    /// <summary>Training loss over steps, one curve a row (figure 1a).</summary>
    LossCurves,

    /// <summary>Time to fit relative to no noise, over the noise rate, one line a network (figure 1b).</summary>
    TimeToFitOverNoise,

    /// <summary>Test error over the noise rate, one line a network (figure 1c).</summary>
    TestErrorOverNoise,

    /// <summary>Train and test accuracy over steps, one pair a row (figure 2).</summary>
    AccuracyCurves,

    /// <summary>A table of values (tables 1, 3 and 4).</summary>
    Table,
}

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

    /// <summary>The test error against test labels that were corrupted like the training set's, (1 - p) e + 0.9 p of the error e and the
    /// noise rate p for ten classes: what figure 1c plots (paper.md 1.8).</summary>
    NoisyTestError,

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

    /// <summary>The first epochs whose mean training loss is that of a guess, ln 10: how long a network waits before it learns
    /// anything.</summary>
    TimeAtChance,
}
