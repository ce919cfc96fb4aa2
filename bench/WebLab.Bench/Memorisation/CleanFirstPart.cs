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
        var medians = measure.EachSeed.Select(seed => Medians(measure, Spec with { Seed = seed })).ToList();
        var lead = SeedStatistics.Of([.. medians.Select(each => each.Corrupted - each.Clean)])!;
        var how = Sentence.Of(
            $"median first fit, corrupted less clean, lower end of the 95 % interval over {measure.Seeds} seeds; mean {lead.Mean:0.0}, "
                + $"clean {Epochs(medians.Select(each => each.Clean))}, corrupted {Epochs(medians.Select(each => each.Corrupted))}"
        );
        measure.Report.Add(BenchFigure.AtLeast("memorisation.clean-first", lead.IntervalLow!.Value, "epochs", 0.1, how));
        return Task.CompletedTask;
    }

    private static (double Clean, double Corrupted) Medians(MemorisationMeasure measure, RunSpec spec)
    {
        var ledger = RecordedTraining.Ledger(measure, spec, RecordedTraining.Data(measure, spec));
        return (Median(isCorrupted: false), Median(isCorrupted: true));

        // What is never fitted comes after the last epoch.
        double Median(bool isCorrupted) =>
            Percentile.Of(
                ledger
                    .Values("first-fit")!
                    .Where((_, i) => (ledger.TrueLabels[i] != ledger.GivenLabels[i]) == isCorrupted)
                    .Select(epoch => float.IsNaN(epoch) ? spec.Epochs + 1.0 : epoch),
                0.5
            );
    }

    private static string Epochs(IEnumerable<double> medians) => string.Join(", ", medians.Select(each => Sentence.Of($"{each:0}")));
}
