using WebLab.Contracts.Specs;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>One permutation for all images of training and test set (paper, section 2.1).</summary>
internal static class ShuffledPixels
{
    public static void Apply(PixelSet pixels, PixelGrouping grouping, ulong seed)
    {
        var order = PixelOrder.Draw(pixels, grouping, new RandomStream(seed));
        Parallel.For(
            0,
            pixels.Count,
            () => new float[pixels.ImageLength],
            (i, _, scratch) =>
            {
                PixelOrder.Apply(order, pixels.Image(i), scratch);
                return scratch;
            },
            _ => { }
        );
    }
}
