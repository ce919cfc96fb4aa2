namespace WebLab.Contracts.Specs;

/// <summary>The ids of the corruptions that come with WebLab (paper, section 2.1; label noise of later work). Test labels are never
/// corrupted.</summary>
public static class CorruptionKind
{
    /// <summary>The original data set without modification.</summary>
    public const string TrueLabels = "true-labels";

    /// <summary>The paper's partial corruption: with probability p a label becomes a uniform class, the true one included; 0.9 p really
    /// change for ten classes.</summary>
    public const string PartiallyCorruptedLabels = "partially-corrupted-labels";

    /// <summary>Every label is replaced by a uniform class; the same as partial corruption with p = 1.</summary>
    public const string RandomLabels = "random-labels";

    /// <summary>One permutation of the pixels, the same for all training and test images.</summary>
    public const string ShuffledPixels = "shuffled-pixels";

    /// <summary>A different permutation of the pixels for each image.</summary>
    public const string RandomPixels = "random-pixels";

    /// <summary>Pixels drawn from a Gaussian with the data set's mean and variance.</summary>
    public const string Gaussian = "gaussian";

    /// <summary>The noisy-label literature's symmetric noise: with probability p a label becomes a uniform class other than the true
    /// one.</summary>
    public const string SymmetricLabels = "symmetric-labels";

    /// <summary>With probability p a label becomes the next class.</summary>
    public const string PairFlipLabels = "pair-flip-labels";

    /// <summary>With probability p a label becomes the class it is commonly mistaken for (CIFAR-10: truck to automobile and so on; MNIST: 7
    /// to 1 and so on).</summary>
    public const string AsymmetricLabels = "asymmetric-labels";

    /// <summary>Labels drawn from a given row-stochastic transition matrix.</summary>
    public const string TransitionMatrixLabels = "transition-matrix-labels";

    /// <summary>Instance-dependent noise (Xia et al. 2020): the flip rate and the wrong class depend on the image.</summary>
    public const string InstanceDependentLabels = "instance-dependent-labels";

    /// <summary>Labels read from a file, for example the human labels of CIFAR-10N.</summary>
    public const string FileLabels = "file-labels";
}
