using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>
/// Every value drawn from a Gaussian with the training set's moments (paper, section 2.1). Values are real and not cut to 0 to 1:
/// cutting would change the very moments that are to match.
/// </summary>
internal sealed class GaussianPixels : PixelCorruption
{
    public override string Id => "gaussian";

    public override string Title => "Gaussian";

    public override string Sentence => "Every pixel is drawn from a Gaussian with the data's mean and variance.";

    public override int Place => 60;

    public override IReadOnlyList<FieldInfo> Fields => [PixelMoments.Matching, RandomPixels.TestToo];

    public override bool ChangesTest(FieldGroup fields) => fields.Switch(RandomPixels.TestToo);

    public override void Apply(PixelDraw draw) =>
        Apply(
            draw.Pixels,
            PixelMoments.Of(draw.Train, draw.Pixels.Height, draw.Pixels.Width, draw.Fields.Text(PixelMoments.Matching)),
            draw.Seed
        );

    private static void Apply(PixelSet pixels, PixelMoments moments, ulong seed) =>
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
