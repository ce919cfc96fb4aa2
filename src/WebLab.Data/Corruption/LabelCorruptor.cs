using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Corruption;

/// <summary>Gives each training image its label.</summary>
internal static class LabelCorruptor
{
    /// <summary>
    /// Labels are drawn image by image, so the first n labels are the same for every training-set size of at least n.
    /// Label noise of a higher rate changes at least the images that a lower rate with the same seed changes.
    /// </summary>
    public static LabelPair Apply(RunSpec spec, ImageSet train, string? labelFolder)
    {
        var corruption = spec.Corruption;
        var labels = train.Labels;
        var rate = corruption.NoiseRate;
        var classes = DatasetFacts.Of(spec.Dataset).Classes.Count;
        var random = new RandomStream(Seeds.Derive(spec.Seed, Seeds.Corruption));
        var given = corruption.Kind switch
        {
            CorruptionKind.PartiallyCorruptedLabels => UniformLabels.Draw(labels, classes, rate, random),
            CorruptionKind.RandomLabels => UniformLabels.Draw(labels, classes, 1, random),
            CorruptionKind.SymmetricLabels => SymmetricLabels.Draw(labels, classes, rate, random),
            CorruptionKind.PairFlipLabels => PairFlipLabels.Draw(labels, classes, rate, random),
            CorruptionKind.AsymmetricLabels => AsymmetricLabels.Draw(labels, spec.Dataset, rate, random),
            CorruptionKind.TransitionMatrixLabels => TransitionMatrixLabels.Draw(labels, corruption.TransitionMatrix!, random),
            CorruptionKind.InstanceDependentLabels => InstanceDependentLabels.Draw(train, DatasetFacts.Of(spec.Dataset), rate, random),
            CorruptionKind.FileLabels => FileLabels.Read(
                labelFolder,
                corruption.LabelFile!,
                DatasetFacts.Of(spec.Dataset),
                train.Count,
                LabelChoice.Of(corruption)
            ),
            _ => [.. labels],
        };
        return new(labels, given);
    }
}
