namespace WebLab.Contracts.Specs;

/// <summary>What is done to the labels or the pixels (paper, section 2.1; label noise of later work). Test labels are never
/// corrupted.</summary>
public enum CorruptionKind
{
    /// <summary>The original data set without modification.</summary>
    TrueLabels,

    /// <summary>The paper's partial corruption: with probability p a label becomes a uniform class, the true one included; 0.9 p really
    /// change for ten classes.</summary>
    PartiallyCorruptedLabels,

    /// <summary>Every label is replaced by a uniform class; the same as partial corruption with p = 1.</summary>
    RandomLabels,

    /// <summary>One permutation of the pixels, the same for all training and test images.</summary>
    ShuffledPixels,

    /// <summary>A different permutation of the pixels for each image.</summary>
    RandomPixels,

    /// <summary>Pixels drawn from a Gaussian with the data set's mean and variance.</summary>
    Gaussian,

    /// <summary>The noisy-label literature's symmetric noise: with probability p a label becomes a uniform class other than the true
    /// one.</summary>
    SymmetricLabels,

    /// <summary>With probability p a label becomes the next class.</summary>
    PairFlipLabels,

    /// <summary>With probability p a label becomes the class it is commonly mistaken for (CIFAR-10: truck to automobile and so on; MNIST: 7
    /// to 1 and so on).</summary>
    AsymmetricLabels,

    /// <summary>Labels drawn from a given row-stochastic transition matrix.</summary>
    TransitionMatrixLabels,

    /// <summary>Instance-dependent noise (Xia et al. 2020): the flip rate and the wrong class depend on the image.</summary>
    InstanceDependentLabels,

    /// <summary>Labels read from a file, for example the human labels of CIFAR-10N.</summary>
    FileLabels,
}

/// <summary>What kind of thing each corruption is.</summary>
public static class CorruptionFacts
{
    /// <summary>Whether the kind is drawn with a nominal noise rate.</summary>
    /// <param name="kind">The kind.</param>
    public static bool HasNoiseRate(this CorruptionKind kind) =>
        kind
            is CorruptionKind.PartiallyCorruptedLabels
                or CorruptionKind.SymmetricLabels
                or CorruptionKind.PairFlipLabels
                or CorruptionKind.AsymmetricLabels
                or CorruptionKind.InstanceDependentLabels;

    /// <summary>Whether the kind changes pixels and leaves every label true.</summary>
    /// <param name="kind">The kind.</param>
    public static bool ChangesPixels(this CorruptionKind kind) =>
        kind is CorruptionKind.ShuffledPixels or CorruptionKind.RandomPixels or CorruptionKind.Gaussian;

    /// <summary>Whether the kind changes labels and leaves every pixel as it is.</summary>
    /// <param name="kind">The kind.</param>
    public static bool ChangesLabels(this CorruptionKind kind) => kind != CorruptionKind.TrueLabels && !kind.ChangesPixels();
}
