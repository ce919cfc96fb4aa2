using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Training.Saliency;

namespace WebLab.Bench.Memorisation;

/// <summary>How well what a few small networks go through ranks examples as the published C-scores do, which took thousands.</summary>
internal sealed class CScorePart : IMemorisationPart
{
    private static readonly RunSpec Spec = new()
    {
        Dataset = DatasetName.Cifar10,
        Model = ModelName.SmallAlexnet,
        ModelFields = FieldGroup.Empty.With("widthFactor", 0.25),
        TrainSize = 10_000,
        TestSize = 1_000,
        Epochs = 15,
        LearningRate = 0.02,
    };

    public string Name => "cscore";

    public Task Measure(MemorisationMeasure measure)
    {
        var ledgers = measure
            .EachSeed.Select(seed => Spec with { Seed = seed })
            .Select(spec => RecordedTraining.Ledger(measure, spec, RecordedTraining.Data(measure, spec)))
            .ToList();
        if (ledgers[0].CScores is not { } published)
            throw new BenchException($"--data must name a folder with c-scores of CIFAR-10; {measure.Folder} has none.");
        var confidence = Compare("confidence");
        var how = Sentence.Of(
            $"mean confidence over {Spec.Epochs} epochs of {measure.Seeds} small AlexNets of a quarter of the width against the published "
                + $"C-scores, {Spec.TrainSize:N0} images; one network {confidence.Single}"
        );
        measure.Report.Add(BenchFigure.AtLeast("memorisation.cscore", confidence.All, "Spearman", 0.6, how));
        foreach (var column in new[] { "aum", "correctness" })
        {
            var (all, single) = Compare(column);
            measure.Report.Add(
                new($"memorisation.cscore-{column}", all, "Spearman", null, true, $"the same networks' {column}; one network {single}")
            );
        }
        return Task.CompletedTask;

        (double All, string Single) Compare(string column)
        {
            var values = ledgers.Select(ledger => ledger.Values(column)!).ToList();
            float[] mean = [.. Enumerable.Range(0, Spec.TrainSize).Select(i => values.Average(each => each[i]))];
            var single = values.Select(each => Sentence.Of($"{MapSimilarity.Spearman(each, published):0.000}"));
            return (MapSimilarity.Spearman(mean, published), string.Join(", ", single));
        }
    }
}
