using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>A different permutation for each image (paper, section 2.1), fixed for the run: redrawing it each epoch would be
/// augmentation.</summary>
internal sealed class RandomPixels : PixelCorruption
{
    /// <summary>
    /// Whether random and Gaussian pixels replace the test images too. The default is true: training and test images then come from one
    /// distribution, as in every other condition. Shuffled pixels always do (the paper says so).
    /// </summary>
    public static FieldInfo TestToo { get; } =
        CorruptionFields.Switch(
            "corrupt-test-pixels",
            "Test images too",
            "Whether random and Gaussian pixels replace the test images too.",
            true
        );

    public override string Id => "random-pixels";

    public override string Title => "Random pixels";

    public override string Sentence => "Another permutation of the pixels for each image.";

    public override int Place => 50;

    public override IReadOnlyList<FieldInfo> Fields => [PixelOrder.Grouping, TestToo];

    public override bool ChangesTest(FieldGroup fields) => fields.Switch(TestToo);

    public override ImageChange Draw(PixelDraw draw)
    {
        var grouping = draw.Fields.Text(PixelOrder.Grouping);
        return (index, image) => PixelOrder.Apply(PixelOrder.Draw(draw.Pixels, grouping, RandomStream.ForItem(draw.Seed, index)), image);
    }
}
