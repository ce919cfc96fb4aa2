using WebLab.Contracts.Specs;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>A different permutation for each image (paper, section 2.1), fixed for the run: redrawing it each epoch would be
/// augmentation.</summary>
internal static class RandomPixels
{
    public static void Apply(PixelSet pixels, PixelGrouping grouping, ulong seed) =>
        Parallel.For(
            0,
            pixels.Count,
            () => new float[pixels.ImageLength],
            (i, _, scratch) =>
            {
                PixelOrder.Apply(PixelOrder.Draw(pixels, grouping, RandomStream.ForItem(seed, i)), pixels.Image(i), scratch);
                return scratch;
            },
            _ => { }
        );
}
