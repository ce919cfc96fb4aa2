using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>
/// Every value drawn from a Gaussian with the training set's moments (paper, section 2.1). Values are real and not cut to 0 to 1:
/// cutting would change the very moments that are to match.
/// </summary>
internal static class GaussianPixels
{
    public static void Apply(PixelSet pixels, PixelMoments moments, ulong seed) =>
        Parallel.For(
            0,
            pixels.Count,
            i =>
            {
                var random = RandomStream.ForItem(seed, i);
                var image = pixels.Image(i);
                for (var j = 0; j < image.Length; j++)
                    image[j] = (float)(moments.Means[j] + moments.Deviations[j] * random.NextGaussian());
            }
        );
}
