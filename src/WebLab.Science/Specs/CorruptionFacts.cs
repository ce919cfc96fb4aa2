using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;

namespace WebLab.Science.Specs;

/// <summary>What the screen asks of a corruption. Of one that this lab no longer has, as in an old run, nothing is known
/// (<see cref="IsKnown"/>); it is trained with nowhere.</summary>
public static class CorruptionFacts
{
    /// <summary>Whether this lab has it.</summary>
    /// <param name="corruption">The corruption of a recipe.</param>
    public static bool IsKnown(this CorruptionSpec corruption) => LabCatalogue.FindCorruption(corruption?.Kind) is not null;

    /// <summary>Whether it has a nominal noise rate.</summary>
    /// <param name="corruption">The corruption of a recipe.</param>
    public static bool HasNoiseRate(this CorruptionSpec corruption) =>
        LabCatalogue.FindCorruption(corruption?.Kind)?.Fields.Any(field => field.Name == "noise-rate") == true;

    /// <summary>The rate that is asked for: its own where it has one without a field, else what the recipe says; null where labels come
    /// without a rate, as from a file or a matrix, and of one that this lab no longer has.</summary>
    /// <param name="corruption">The corruption of a recipe.</param>
    public static double? NominalRate(this CorruptionSpec corruption) =>
        LabCatalogue.FindCorruption(corruption?.Kind) is not { } known ? null
        : known.NoiseRate is { } rate ? rate
        : corruption!.HasNoiseRate() ? corruption!.NoiseRate
        : known.Changes == CorruptionTarget.Labels ? null
        : 0;

    /// <summary>Whether each seed gives other labels or pixels; of one that this lab no longer has, as if it did.</summary>
    /// <param name="corruption">The corruption of a recipe.</param>
    public static bool IsDrawn(this CorruptionSpec corruption) => LabCatalogue.FindCorruption(corruption?.Kind)?.IsDrawn ?? true;

    /// <summary>Whether it changes pixels and leaves every label true.</summary>
    /// <param name="corruption">The corruption of a recipe.</param>
    public static bool ChangesPixels(this CorruptionSpec corruption) => Changes(corruption, CorruptionTarget.Pixels);

    /// <summary>Whether it changes labels and leaves every pixel as it is.</summary>
    /// <param name="corruption">The corruption of a recipe.</param>
    public static bool ChangesLabels(this CorruptionSpec corruption) => Changes(corruption, CorruptionTarget.Labels);

    private static bool Changes(CorruptionSpec corruption, CorruptionTarget target) =>
        LabCatalogue.FindCorruption(corruption?.Kind)?.Changes == target;
}
