using WebLab.Contracts.Specs;
using WebLab.Data.Corruption.Pixels;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>Replaces the pixels of training and test images.</summary>
/// <remarks>
/// It acts on the cropped image, so that every pixel the network sees takes part, and before whitening. For permutations the
/// order does not matter: whitening uses only the mean and the standard deviation over all values of an image, which no
/// permutation changes. For Gaussian pixels it makes the "matching mean and variance" those of the original images.
/// </remarks>
internal static class PixelCorruptor
{
    /// <summary>Corrupts training images in place.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="images">The whole training set, whose moments Gaussian pixels match.</param>
    /// <param name="pixels">Its cropped images, or the first of them.</param>
    public static void ApplyToTrain(RunSpec spec, ImageSet images, PixelSet pixels) =>
        Apply(spec, images, pixels, Seeds.Derive(spec.Seed, Seeds.Corruption));

    /// <summary>Corrupts the cropped test images in place, where the spec says so.</summary>
    public static void ApplyToTest(RunSpec spec, ImageSet trainImages, PixelSet pixels)
    {
        if (spec.Corruption.CorruptTestPixels || spec.Corruption.Kind == CorruptionKind.ShuffledPixels)
            Apply(spec, trainImages, pixels, Seeds.Derive(spec.Seed, Seeds.TestCorruption));
    }

    private static void Apply(RunSpec spec, ImageSet trainImages, PixelSet pixels, ulong seed)
    {
        var corruption = spec.Corruption;
        switch (corruption.Kind)
        {
            case CorruptionKind.ShuffledPixels:
                // Training and test images share the permutation, so both take it from the one seed.
                ShuffledPixels.Apply(pixels, corruption.PixelGrouping, Seeds.Derive(spec.Seed, Seeds.Corruption));
                break;
            case CorruptionKind.RandomPixels:
                RandomPixels.Apply(pixels, corruption.PixelGrouping, seed);
                break;
            case CorruptionKind.Gaussian:
                GaussianPixels.Apply(pixels, PixelMoments.Of(trainImages, pixels.Height, pixels.Width, corruption.GaussianMoments), seed);
                break;
        }
    }
}
