using WebLab.Contracts.Catalogue;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>One permutation for all images of training and test set (paper, section 2.1).</summary>
internal sealed class ShuffledPixels : PixelCorruption
{
    public override string Id => "shuffled-pixels";

    public override string Title => "Shuffled pixels";

    public override string Sentence => "One permutation of the pixels, the same for every training and test image.";

    public override int Place => 40;

    public override IReadOnlyList<FieldInfo> Fields => [PixelOrder.Grouping];

    public override ImageChange Draw(PixelDraw draw)
    {
        // Training and test images share the permutation, so both take it from the one seed.
        var order = PixelOrder.Draw(draw.Pixels, draw.Fields.Text(PixelOrder.Grouping), new RandomStream(draw.SharedSeed));
        return (_, image) => PixelOrder.Apply(order, image);
    }
}
