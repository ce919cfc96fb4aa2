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

    // Training and test images share the permutation, so both take it from the one seed.
    public override void Apply(PixelDraw draw) => Apply(draw.Pixels, draw.Fields.Text(PixelOrder.Grouping), draw.SharedSeed);

    private static void Apply(PixelSet pixels, string grouping, ulong seed)
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
