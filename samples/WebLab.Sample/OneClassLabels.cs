using WebLab.Contracts.Catalogue;
using WebLab.Data.Corruption;

namespace WebLab.Sample;

/// <summary>A lab's own corruption: with probability p a label becomes one class, the same for all images.</summary>
public sealed class OneClassLabels : LabelCorruption
{
    private static readonly FieldInfo ToClass = CorruptionFields.WholeNumber(
        "to-class",
        "To class",
        "The number of the class that a corrupted label becomes.",
        0,
        9,
        0
    );

    /// <inheritdoc/>
    public override string Id => "sample-one-class";

    /// <inheritdoc/>
    public override string Title => "One class";

    /// <inheritdoc/>
    public override string Sentence => "With this probability a label becomes one class, the same for all images.";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldInfo> Fields => [CorruptionFields.NoiseRate, ToClass];

    /// <inheritdoc/>
    public override byte[] Draw(LabelDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var rate = draw.Fields.Number(CorruptionFields.NoiseRate);
        var to = (byte)draw.Fields.Number(ToClass);
        return Array.ConvertAll(draw.TrueLabels, label => draw.Random.NextDouble() < rate ? to : label);
    }
}
