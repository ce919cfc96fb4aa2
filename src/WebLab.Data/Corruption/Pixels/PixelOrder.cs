using System.Buffers;
using WebLab.Contracts.Catalogue;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>A permutation of an image's values.</summary>
internal static class PixelOrder
{
    /// <summary>
    /// What a permutation moves; the paper does not say. The 784 positions, so that the channels of a pixel move together, is the usual
    /// reading of "a permutation of the pixels", and the default; with values channels mix.
    /// </summary>
    public static FieldInfo Grouping { get; } =
        CorruptionFields.Choice(
            "pixel-grouping",
            "Pixels move",
            "Whether a pixel permutation keeps the channels of a pixel together.",
            "positions",
            "values"
        );

    /// <summary>For each value of the new image, the index of the old value that it takes.</summary>
    public static int[] Draw(PixelSet pixels, string grouping, RandomStream random)
    {
        if (grouping == "values")
            return random.Permutation(pixels.ImageLength);
        var positions = pixels.Height * pixels.Width;
        var order = random.Permutation(positions);
        return [.. Enumerable.Range(0, pixels.ImageLength).Select(i => i / positions * positions + order[i % positions])];
    }

    /// <summary>Reorders one image in place.</summary>
    public static void Apply(ReadOnlySpan<int> order, Span<float> image)
    {
        var before = ArrayPool<float>.Shared.Rent(image.Length);
        image.CopyTo(before);
        for (var i = 0; i < order.Length; i++)
            image[i] = before[order[i]];
        ArrayPool<float>.Shared.Return(before);
    }
}
