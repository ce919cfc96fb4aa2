using WebLab.Contracts.Catalogue;

namespace WebLab.Data.Corruption.Labels;

/// <summary>Pair flip (Han et al. 2018, Co-teaching): with probability p the next class, the last becoming the first.</summary>
internal sealed class PairFlipLabels : LabelCorruption
{
    public override string Id => "pair-flip-labels";

    public override string Title => "Pair flip labels";

    public override string Sentence => "With this probability a label becomes the next class.";

    public override int Place => 80;

    public override IReadOnlyList<FieldInfo> Fields => [CorruptionFields.NoiseRate];

    public override byte[] Draw(LabelDraw draw) =>
        Draw(draw.TrueLabels, draw.Classes, draw.Fields.Number(CorruptionFields.NoiseRate), draw.Random);

    public static byte[] Draw(byte[] trueLabels, int classes, double rate, RandomStream random) =>
        Array.ConvertAll(trueLabels, label => random.NextDouble() < rate ? (byte)((label + 1) % classes) : label);
}
