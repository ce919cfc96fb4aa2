namespace WebLab.Contracts.Specs;

/// <summary>The explicit regularisers of the paper (section 3), all off by default; weight decay stands with the optimiser in <see
/// cref="RunSpec"/>.</summary>
public sealed record Regularisers
{
    /// <summary>A new random 28x28 crop each time an image is seen (training only), instead of the centre crop. Needs images larger than
    /// 28x28.</summary>
    public bool RandomCrop { get; init; }

    /// <summary>A left-right flip with probability one half each time an image is seen (training only).</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>A rotation by a uniform angle in plus or minus this many degrees each time an image is seen; 0 to 180, 0 is off. The
    /// paper's table 4 uses 25.</summary>
    public double Rotation { get; init; }

    /// <summary>The probability that a unit before the last linear layer is dropped in training, 0 to 0.95.</summary>
    public double Dropout { get; init; }

    /// <summary>The mass that the target distribution spreads evenly over all classes, 0 to 0.9.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The share of the training set held out for early stopping, 0 to 0.5; 0 is off. Never the test set.</summary>
    public double HoldOut { get; init; }

    /// <summary>Epochs without a better held-out accuracy (against given labels) after which the run stops, 1 to 1,000. Counts only with a
    /// hold-out.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Whether training images are drawn anew each epoch.</summary>
    public bool Augments() => RandomCrop || HorizontalFlip || Rotation > 0;
}
