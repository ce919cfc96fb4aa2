using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Runs;

namespace WebLab.Bench.Memorisation;

/// <summary>Whether an MLP fits clean examples before corrupted ones, which is how early stopping helps against label noise.</summary>
internal sealed class CleanFirstPart : IMemorisationPart
{
    private static readonly RunSpec Spec = new()
    {
        Dataset = DatasetName.Cifar10,
        Model = ModelName.Mlp1x512,
        TrainSize = 5_000,
        TestSize = 1_000,
        Epochs = 60,
        Corruption = new() { Kind = CorruptionKind.SymmetricLabels, Fields = FieldGroup.Empty.With("noiseRate", 0.4) },
    };

    public string Name => "clean-first";

    public Task Measure(MemorisationMeasure measure)
    {
        var seeds = measure.EachSeed.Select(seed => FirstFits(measure, Spec with { Seed = seed })).ToList();
        Tell("memorisation.clean-first", "median first fit", "0", fits => Percentile.Of(fits, 0.5));
        // Whole epochs are coarse beside what separates the groups.
        Tell("memorisation.clean-first-within", "the same, interpolated within the median's epoch", "0.00", Interpolated);
        return Task.CompletedTask;

        void Tell(string name, string what, string form, Func<IReadOnlyList<double>, double> median)
        {
            var (clean, corrupted) = (seeds.ConvertAll(seed => median(seed.Clean)), seeds.ConvertAll(seed => median(seed.Corrupted)));
            var lead = SeedStatistics.Of([.. corrupted.Zip(clean, (late, early) => late - early)])!;
            var how = Sentence.Of(
                $"{what}, corrupted less clean, lower end of the 95 % interval over {measure.Seeds} seeds; mean {lead.Mean:0.00}, clean "
                    + $"{Each(clean)}, corrupted {Each(corrupted)}"
            );
            measure.Report.Add(BenchFigure.AtLeast(name, lead.IntervalLow!.Value, "epochs", 0.1, how));

            string Each(List<double> medians) =>
                string.Join(", ", medians.Select(each => each.ToString(form, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The first fits of clean and of corrupted examples; what is never fitted comes after the last epoch.</summary>
    private static (IReadOnlyList<double> Clean, IReadOnlyList<double> Corrupted) FirstFits(MemorisationMeasure measure, RunSpec spec)
    {
        var ledger = RecordedTraining.Ledger(measure, spec, RecordedTraining.Data(measure, spec));
        return (Fits(isCorrupted: false), Fits(isCorrupted: true));

        IReadOnlyList<double> Fits(bool isCorrupted) =>
            [
                .. ledger
                    .Values("first-fit")!
                    .Where((_, i) => (ledger.TrueLabels[i] != ledger.GivenLabels[i]) == isCorrupted)
                    .Select(epoch => float.IsNaN(epoch) ? spec.Epochs + 1.0 : epoch),
            ];
    }

    /// <summary>The median of grouped values: those of an epoch are taken to lie evenly over it.</summary>
    private static double Interpolated(IReadOnlyList<double> fits)
    {
        var median = Percentile.Of(fits, 0.5);
        var (below, within) = (fits.Count(fit => fit < median), fits.Count(fit => fit.Equals(median)));
        return median - 1 + (((0.5 * fits.Count) - below) / within);
    }
}
