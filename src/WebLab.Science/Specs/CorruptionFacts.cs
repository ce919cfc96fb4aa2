using WebLab.Contracts.Specs;

namespace WebLab.Science.Specs;

/// <summary>What kind of thing each corruption is.</summary>
public static class CorruptionFacts
{
    /// <summary>Every kind, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        CorruptionKind.TrueLabels,
        CorruptionKind.PartiallyCorruptedLabels,
        CorruptionKind.RandomLabels,
        CorruptionKind.ShuffledPixels,
        CorruptionKind.RandomPixels,
        CorruptionKind.Gaussian,
        CorruptionKind.SymmetricLabels,
        CorruptionKind.PairFlipLabels,
        CorruptionKind.AsymmetricLabels,
        CorruptionKind.TransitionMatrixLabels,
        CorruptionKind.InstanceDependentLabels,
        CorruptionKind.FileLabels,
    ];

    /// <summary>Whether the kind is drawn with a nominal noise rate.</summary>
    /// <param name="kind">The kind.</param>
    public static bool HasNoiseRate(this string kind) =>
        kind
            is CorruptionKind.PartiallyCorruptedLabels
                or CorruptionKind.SymmetricLabels
                or CorruptionKind.PairFlipLabels
                or CorruptionKind.AsymmetricLabels
                or CorruptionKind.InstanceDependentLabels;

    /// <summary>Whether the kind changes pixels and leaves every label true.</summary>
    /// <param name="kind">The kind.</param>
    public static bool ChangesPixels(this string kind) =>
        kind is CorruptionKind.ShuffledPixels or CorruptionKind.RandomPixels or CorruptionKind.Gaussian;

    /// <summary>Whether the kind changes labels and leaves every pixel as it is.</summary>
    /// <param name="kind">The kind.</param>
    public static bool ChangesLabels(this string kind) => kind != CorruptionKind.TrueLabels && !kind.ChangesPixels();
}
