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

    public override ImageChange Draw(PixelDraw draw)
    {
        var moments = PixelMoments.Of(draw.Train, draw.Pixels.Height, draw.Pixels.Width, draw.Fields.Text(PixelMoments.Matching));
        return (index, image) =>
        {
            var random = RandomStream.ForItem(draw.Seed, index);
            for (var i = 0; i < image.Length; i++)
                image[i] = (float)(moments.Means[i] + moments.Deviations[i] * random.NextGaussian());
        };
    }
}
