namespace WebLab.Contracts.Specs;

/// <summary>The corruption of a run, with every choice that the paper leaves open made explicit.</summary>
public sealed record CorruptionSpec
{
    /// <summary>What is done.</summary>
    public CorruptionKind Kind { get; init; } = CorruptionKind.TrueLabels;

    /// <summary>The nominal noise rate p, 0 to 1; only for the kinds that have one (see <see cref="CorruptionFacts.HasNoiseRate"/>), else
    /// 0.</summary>
    public double NoiseRate { get; init; }

    /// <summary>What a pixel permutation moves.</summary>
    public PixelGrouping PixelGrouping { get; init; } = PixelGrouping.Positions;

    /// <summary>Which moments Gaussian pixels match.</summary>
    public GaussianMoments GaussianMoments { get; init; } = GaussianMoments.Scalar;

    /// <summary>
    /// Whether random and Gaussian pixels replace the test images too. Shuffled pixels always do (the paper says so).
    /// The default is true: training and test images then come from one distribution, as in every other condition.
    /// </summary>
    public bool CorruptTestPixels { get; init; } = true;

    /// <summary>Row-stochastic, classes x classes: entry [i][j] is the probability that true label i is given as j. Only for
    /// transition-matrix-labels.</summary>
    public double[][]? TransitionMatrix { get; init; }

    /// <summary>The name of a file of labels in the data set's folder or in the store's label folder, without any path. Only for
    /// file-labels.</summary>
    public string? LabelFile { get; init; }
}

/// <summary>What a pixel permutation moves; the paper does not say.</summary>
public enum PixelGrouping
{
    /// <summary>The 784 positions; the channels of a pixel move together. The usual reading of "a permutation of the pixels", and the
    /// default.</summary>
    Positions,

    /// <summary>All values independently; channels mix.</summary>
    Values,
}

/// <summary>Which mean and variance Gaussian pixels match; the paper says only "matching mean and variance to the original image
/// dataset".</summary>
public enum GaussianMoments
{
    /// <summary>One mean and variance over all pixels and channels of the training set: the plainest reading, and the default.</summary>
    Scalar,

    /// <summary>A mean and variance for each channel.</summary>
    PerChannel,

    /// <summary>A mean and variance for each pixel and channel.</summary>
    PerPixel,
}
