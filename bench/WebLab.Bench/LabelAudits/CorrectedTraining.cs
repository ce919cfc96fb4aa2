using WebLab.Bench.Training;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Science.Runs;
using WebLab.Training;
using WebLab.Training.LabelAudits;

namespace WebLab.Bench.LabelAudits;

/// <summary>
/// Whether correcting labels helps: the recipe of <em>Train with and without</em> on people's wrong labels of CIFAR-10, and on the same
/// with every listed suspect's suggestion taken, which no true label is looked at for. Scored by true labels of other images.
/// </summary>
internal static class CorrectedTraining
{
    private const int Count = 10_000,
        Seeds = 3;

    // As the page launches it.
    private static readonly RunSpec Recipe = new()
    {
        Dataset = DatasetName.Cifar10,
        TrainSize = Count,
        TestSize = Count,
        Epochs = 20,
    };

    public static void Measure(AuditMeasure measure)
    {
        var (subject, isWrong) = OwnScores.Worst(measure, Count);
        var options = new LabelAuditOptions();
        var probabilities = LabelAuditor.Score(subject, options, measure.Device, measure.Cancel);
        var (suspects, _) = SuspectList.Of(
            probabilities,
            subject.Given,
            ConfidentJoint.Of(probabilities, subject.Given),
            options.MaxSuspects
        );
        int[] corrected = [.. subject.Given];
        foreach (var suspect in suspects)
            corrected[suspect.Index] = suspect.Suggested;
        var data = Corruptor.Apply(Recipe, DatasetReader.Load(Recipe.Dataset, measure.Folder, Count, Count), null);
        var gains = new List<double>();
        var each = new List<string>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (with, without) = (Test(measure, data, corrected, seed), Test(measure, data, subject.Given, seed));
            gains.Add(with - without);
            each.Add(Sentence.Of($"{with:0.0} against {without:0.0}"));
        }
        var gain = SeedStatistics.Of(gains)!;
        var right = corrected.Where((label, i) => label == data.TrueLabels[i]).Count();
        measure.Report.Add(
            BenchFigure.AtLeast(
                "audit.correction",
                gain.IntervalLow!.Value,
                "points",
                0.01,
                Sentence.Of(
                    $"test accuracy on corrected less that on given labels, lower end of the 95 % interval over {Seeds} seeds; mean "
                        + $"{gain.Mean:0.0}, to {gain.IntervalHigh:0.0}; {string.Join(", ", each)}; {suspects.Count:N0} suggestions taken, "
                        + $"labels right {isWrong.Count(wrong => !wrong):N0} before and {right:N0} after, of {Count:N0}; {Recipe.Model}, "
                        + $"{Recipe.Epochs} epochs"
                )
            )
        );
    }

    private static double Test(AuditMeasure measure, CorruptedSet data, IReadOnlyList<int> labels, int seed)
    {
        using var control = new TrainingControl(measure.Cancel);
        var given = new CorruptedSet(
            new(data.TrueLabels, [.. labels.Select(label => (byte)label)]),
            data.Train,
            data.Test,
            data.TestLabels
        );
        return 100 * Execution.Run(Recipe with { Seed = seed }, given, measure.Device, new Unheard(), control).TestAccuracy;
    }
}
