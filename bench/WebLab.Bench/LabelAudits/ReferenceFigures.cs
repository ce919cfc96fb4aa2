using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;

namespace WebLab.Bench.LabelAudits;

/// <summary>What the reference implementation gives on the published probability files, beside what WebLab gives.</summary>
internal static class ReferenceFigures
{
    private static readonly (string Folder, int[] Counts, double[] Quality, double NoisePercent)[] Published =
    [
        (
            "cifar-10n-worst-swin",
            [17_872, 17_538, 18_347, 18_041, 17_280, 17_072, 16_888, 16_493, 19_704, 18_963],
            [0.990451, 0.987918, 0.992099, 0.989649],
            36.93
        ),
        (
            "cifar-10n-aggre-swin",
            [2_865, 2_810, 2_866, 2_853, 2_329, 2_319, 2_462, 2_437, 4_686, 4_269],
            [0.995753, 0.977009, 0.996046, 0.974545],
            5.73
        ),
    ];

    public static void Measure(AuditMeasure measure)
    {
        var (counts, quality, error, covered) = (0.0, 0.0, 0.0, 0);
        foreach (var published in Published)
        {
            var place = Path.Combine(measure.Folder, "label-errors", published.Folder);
            var table = ProbabilityFile.Read(Path.Combine(place, "pred_probs.npy"));
            var given = AuditLabels.Read(Path.Combine(place, "noisy_labels.npy"), table.Rows, table.Classes);
            var isWrong = given
                .Zip(AuditLabels.Read(Path.Combine(place, "true_labels.npy"), table.Rows, table.Classes), (one, other) => one != other)
                .ToArray();
            var joint = ConfidentJoint.Of(table, given);
            var found = Enum.GetValues<LabelFilter>()
                .Select(filter => LabelFilters.Apply(filter, table, given, joint))
                .SelectMany(flags => new[] { flags.Count(flag => flag), flags.Zip(isWrong).Count(each => each is (true, true)) });
            counts = Math.Max(counts, found.Zip(published.Counts, (one, other) => Math.Abs(one - other)).Max());
            var (confidence, margin) = (
                RankingQuality.Of(LabelScores.SelfConfidence(table, given), isWrong),
                RankingQuality.Of(LabelScores.NormalisedMargin(table, given), isWrong)
            );
            double[] measured = [confidence.Auroc, confidence.AveragePrecision, margin.Auroc, margin.AveragePrecision];
            quality = Math.Max(quality, measured.Zip(published.Quality, (one, other) => Math.Abs(one - other)).Max());
            var rate = NoiseRate.Of(table, given, joint);
            var truth = isWrong.Count(each => each) / (double)isWrong.Length;
            error += Math.Abs(rate.Value - truth) / Published.Length;
            covered += rate.Low <= truth && truth <= rate.High ? 1 : 0;
        }
        measure.Report.Add(
            BenchFigure.AtMost("audit.counts", counts, "labels", 0, "largest difference from the reference's ten counts on two files")
        );
        measure.Report.Add(
            BenchFigure.AtMost(
                "audit.auroc-ap",
                1e6 * quality,
                "e-6",
                1,
                "largest difference from the reference's AUROC and AP, in millionths"
            )
        );
        measure.Report.Add(
            BenchFigure.AtMost(
                "audit.noise-rate",
                100 * error,
                "points",
                2,
                Sentence.Of($"mean absolute error; {covered} of 2 intervals cover")
            )
        );
        Confirmed(measure);
    }

    private static void Confirmed(AuditMeasure measure)
    {
        var place = Path.Combine(measure.Folder, "label-errors", "human-verified");
        var table = ProbabilityFile.Read(Path.Combine(place, "mnist_test_pred_probs.npy"));
        var given = AuditLabels.Read(Path.Combine(place, "mnist_test_labels.npy"), table.Rows, table.Classes);
        using var votes = JsonDocument.Parse(File.ReadAllText(Path.Combine(place, "mnist_votes.json")));
        var confirmed = votes
            .RootElement.EnumerateArray()
            .Where(suspect => suspect.GetProperty("mturk").GetProperty("given").GetInt32() < 3)
            .Select(suspect => suspect.GetProperty("id").GetInt32())
            .ToHashSet();
        var (listed, _) = SuspectList.Of(table, given, ConfidentJoint.Of(table, given), 100);
        measure.Report.Add(
            BenchFigure.AtLeast(
                "audit.mnist-confirmed",
                listed.Count(suspect => confirmed.Contains(suspect.Index)),
                "of 15",
                15,
                "errors that people confirmed among the first 100 suspects"
            )
        );
    }
}
