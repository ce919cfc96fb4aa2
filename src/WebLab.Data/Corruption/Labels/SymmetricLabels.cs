using WebLab.Contracts.Catalogue;

namespace WebLab.Data.Corruption.Labels;

/// <summary>Symmetric noise as the noisy-label literature has it: with probability p one of the other classes, each equally
/// likely.</summary>
internal sealed class SymmetricLabels : LabelCorruption
{
    public override string Id => "symmetric-labels";

    public override string Title => "Symmetric labels";

    public override string Sentence => "With this probability a label becomes another class, never the true one.";

    public override int Place => 70;

    public override IReadOnlyList<FieldInfo> Fields => [CorruptionFields.NoiseRate];

    public override byte[] Draw(LabelDraw draw) =>
        Draw(draw.TrueLabels, draw.Classes, draw.Fields.Number(CorruptionFields.NoiseRate), draw.Random);

    public static byte[] Draw(byte[] trueLabels, int classes, double rate, RandomStream random)
    {
        var given = new byte[trueLabels.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var corrupt = random.NextDouble() < rate;
            var step = 1 + random.NextInt(classes - 1);
            given[i] = corrupt ? (byte)((trueLabels[i] + step) % classes) : trueLabels[i];
        }
        return given;
    }
}
