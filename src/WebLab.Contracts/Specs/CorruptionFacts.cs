namespace WebLab.Contracts.Specs;

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
