namespace WebLab.Contracts.Specs;

/// <summary>What a pixel permutation moves; the paper does not say.</summary>
public enum PixelGrouping
{
    /// <summary>The 784 positions; the channels of a pixel move together. The usual reading of "a permutation of the pixels", and the
    /// default.</summary>
    Positions,

    /// <summary>All values independently; channels mix.</summary>
    Values,
}
