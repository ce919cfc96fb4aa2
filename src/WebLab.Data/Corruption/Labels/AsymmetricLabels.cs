using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Corruption.Labels;

/// <summary>
/// With probability p the class that a label is commonly mistaken for (Patrini et al. 2017). Classes that are not mistaken keep
/// their labels, so that CIFAR-10's realised rate is about p/2. Of a set for which no such map is published each class becomes the next, as
/// is usual there (pair flip, Han et al. 2018).
/// </summary>
internal sealed class AsymmetricLabels : LabelCorruption
{
    private static readonly Dictionary<string, Dictionary<byte, byte>> Mistaken = new()
    {
        // truck to automobile, bird to airplane, deer to horse, cat to dog and back.
        [DatasetName.Cifar10] = new()
        {
            [9] = 1,
            [2] = 0,
            [4] = 7,
            [3] = 5,
            [5] = 3,
        },
        // 7 to 1, 2 to 7, 5 to 6 and back, 3 to 8.
        [DatasetName.Mnist] = new()
        {
            [7] = 1,
            [2] = 7,
            [5] = 6,
            [6] = 5,
            [3] = 8,
        },
    };

    public override string Id => "asymmetric-labels";

    public override string Title => "Asymmetric labels";

    public override string Sentence =>
        "With this probability a label becomes the class that it is commonly mistaken for, such as cat for dog; the next class in sets of "
        + "which no such map is published.";

    public override int Place => 90;

    public override IReadOnlyList<FieldInfo> Fields => [CorruptionFields.NoiseRate];

    public override string? Note(DatasetFacts facts) =>
        Mistaken.ContainsKey(facts.Name)
            ? null
            : $"No map of the classes that are mistaken is published for {facts.Title}: each becomes the next, as with pair flip labels.";

    public override byte[] Draw(LabelDraw draw) =>
        Draw(draw.TrueLabels, draw.Facts, draw.Fields.Number(CorruptionFields.NoiseRate), draw.Random);

    public static byte[] Draw(byte[] trueLabels, DatasetFacts facts, double rate, RandomStream random)
    {
        if (!Mistaken.TryGetValue(facts.Name, out var mistaken))
            return PairFlipLabels.Draw(trueLabels, facts.Classes.Count, rate, random);
        return Array.ConvertAll(trueLabels, label => random.NextDouble() < rate ? mistaken.GetValueOrDefault(label, label) : label);
    }
}
