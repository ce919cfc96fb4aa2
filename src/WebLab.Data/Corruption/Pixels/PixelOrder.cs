using WebLab.Contracts.Specs;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>A permutation of an image's values.</summary>
internal static class PixelOrder
{
    /// <summary>For each value of the new image, the index of the old value that it takes.</summary>
    public static int[] Draw(PixelSet pixels, PixelGrouping grouping, RandomStream random)
    {
        if (grouping == PixelGrouping.Values)
            return random.Permutation(pixels.ImageLength);
        var positions = pixels.Height * pixels.Width;
        var order = random.Permutation(positions);
        return [.. Enumerable.Range(0, pixels.ImageLength).Select(i => i / positions * positions + order[i % positions])];
    }

    /// <summary>Reorders one image in place.</summary>
    public static void Apply(ReadOnlySpan<int> order, Span<float> image, Span<float> scratch)
    {
        image.CopyTo(scratch);
        for (var i = 0; i < order.Length; i++)
            image[i] = scratch[order[i]];
    }
}
