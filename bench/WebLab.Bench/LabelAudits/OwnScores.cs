using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;

namespace WebLab.Bench.LabelAudits;

/// <summary>People's wrong labels of CIFAR-10, found by scores without weights from elsewhere.</summary>
internal static class OwnScores
{
    private const int Few = 5_000,
        Some = 10_000,
        All = 50_000;

    public static void Measure(AuditMeasure measure) => Measure(measure, Some, "audit.own-10k", 0.87, 60);

    public static void MeasureAll(AuditMeasure measure) => Measure(measure, All, "audit.own-50k", 0.91, 300);

    /// <summary>Networks on folds beside ridge regression, both on the same images.</summary>
    public static void MeasureFolds(AuditMeasure measure)
    {
        Measure(measure, Few, "audit.own-5k", null, null);
        foreach (var network in new[] { ModelName.SmallAlexnet, ModelName.Mlp1x512 })
            Measure(measure, Few, $"audit.folds-5k.{network}", null, null, new(network));
    }

    /// <summary>The first training images with the labels of the hardest of people's sets, and which of these are wrong.</summary>
    public static (LabelAuditSubject Subject, bool[] IsWrong) Worst(AuditMeasure measure, int count)
    {
        var data = DatasetReader.Load(DatasetName.Cifar10, measure.Folder, count, Some);
        var given = File.ReadAllBytes(Path.Combine(measure.Folder, "cifar-10n", "worse_label.u8"))
            .Take(count)
            .Select(label => (int)label)
            .ToArray();
        return (LabelAuditSubject.Of(data) with { Given = given }, [.. given.Zip(data.Train.Labels, (one, other) => one != other)]);
    }

    private static void Measure(
        AuditMeasure measure,
        int count,
        string name,
        double? target,
        double? seconds,
        FoldNetworkOptions? networks = null
    )
    {
        var (subject, isWrong) = Worst(measure, count);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var probabilities = LabelAuditor.Score(subject, new() { Networks = networks }, measure.Device, measure.Cancel);
        var taken = watch.Elapsed.TotalSeconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        var confidence = RankingQuality.Of(LabelScores.SelfConfidence(probabilities, subject.Given), isWrong);
        var margin = RankingQuality.Of(LabelScores.NormalisedMargin(probabilities, subject.Given), isWrong);
        var told = Enumerable.Range(0, count).Count(i => probabilities.Predicted(i) == subject.Given[i]) / (double)count;
        measure.Report.Add(
            new(
                name,
                100 * confidence.Auroc,
                "% AUROC",
                100 * target,
                IsFloor: true,
                Sentence.Of(
                    $"CIFAR-10N worst, self-confidence; average precision {confidence.AveragePrecision:0.000}; "
                        + $"normalised margin {margin.Auroc:0.000}; {told:P1} of the given labels told"
                )
            )
        );
        measure.Report.Add(new($"{name}.time", taken, "s", seconds, IsFloor: false, Sentence.Of($"{used:0} processor seconds")));
    }
}
