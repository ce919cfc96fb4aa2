using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Runs;

namespace WebLab.Bench.Memorisation;

/// <summary>
/// Whether the generalised cross-entropy, with its paper's q, holds against wrong labels where the cross-entropy memorises them: the same
/// recipe, the same labels, one loss in the other's place.
/// </summary>
internal sealed class RobustPart : IMemorisationPart
{
    private const double Noise = 0.4;

    private static readonly RunSpec CrossEntropy = new()
    {
        Dataset = DatasetName.Mnist,
        TrainSize = 10_000,
        TestSize = 10_000,
        Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = Noise },
    };

    private static readonly RunSpec Robust = CrossEntropy with { Loss = new() { Kind = "gce" } };

    public string Name => "robust";

    public Task Measure(MemorisationMeasure measure)
    {
        var pairs = measure
            .EachSeed.Select(seed => (Robust: Test(measure, Robust, seed), Plain: Test(measure, CrossEntropy, seed)))
            .ToList();
        var lead = SeedStatistics.Of([.. pairs.Select(pair => 100 * (pair.Robust - pair.Plain))])!;
        var how = Sentence.Of(
            $"test accuracy by GCE less by cross-entropy, last of {CrossEntropy.Epochs} epochs, {Noise:0 %} symmetric noise, MNIST "
                + $"{CrossEntropy.TrainSize:N0}, lower end of the 95 % interval over {measure.Seeds} seeds; mean {lead.Mean:0.0}, to "
                + $"{lead.IntervalHigh:0.0}; GCE {Each(pairs.Select(pair => pair.Robust))}, "
                + $"cross-entropy {Each(pairs.Select(pair => pair.Plain))}"
        );
        measure.Report.Add(BenchFigure.AtLeast("memorisation.robust", lead.IntervalLow!.Value, "points", 0.01, how));
        return Task.CompletedTask;
    }

    private static double Test(MemorisationMeasure measure, RunSpec recipe, int seed)
    {
        var spec = recipe with { Seed = seed };
        return RecordedTraining.Run(measure, spec, RecordedTraining.Data(measure, spec), null).TestAccuracy;
    }

    private static string Each(IEnumerable<double> shares) => string.Join(", ", shares.Select(share => Sentence.Of($"{100 * share:0.0}")));
}
