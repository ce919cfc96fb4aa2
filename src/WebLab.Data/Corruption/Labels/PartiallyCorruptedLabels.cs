using WebLab.Contracts.Catalogue;

namespace WebLab.Data.Corruption.Labels;

/// <summary>The paper's partial corruption (section 2.1): 0.9 p of the labels really change for ten classes.</summary>
internal sealed class PartiallyCorruptedLabels : LabelCorruption
{
    public override string Id => "partially-corrupted-labels";

    public override string Title => "Partially corrupted labels";

    public override string Sentence =>
        "With this probability a label is drawn anew from all classes, the true one included: of ten classes, nine tenths of the rate "
        + "really change.";

    public override int Place => 20;

    public override IReadOnlyList<FieldInfo> Fields => [CorruptionFields.NoiseRate];

    public override byte[] Draw(LabelDraw draw) =>
        UniformLabels.Draw(draw.TrueLabels, draw.Classes, draw.Fields.Number(CorruptionFields.NoiseRate), draw.Random);
}
