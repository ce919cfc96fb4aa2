using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

/// <summary>Against what the reference implementation gives on the published probability files.</summary>
public sealed class ReferenceFigureTests
{
    [Theory]
    [InlineData(
        "cifar-10n-worst-swin",
        "17872 17538 18347 18041 17280 17072 16888 16493 19704 18963",
        0.990451,
        0.987918,
        0.992099,
        0.989649,
        36.93
    )]
    [InlineData("cifar-10n-aggre-swin", "2865 2810 2866 2853 2329 2319 2462 2437 4686 4269", 0.995753, 0.977009, 0.996046, 0.974545, 5.73)]
    public void Filters_ranks_and_joint_are_the_reference_implementations(
        string folder,
        string counts,
        double confidenceAuroc,
        double confidencePrecision,
        double marginAuroc,
        double marginPrecision,
        double noisePercent
    )
    {
        var place = Path.Combine(ReferenceData.Folder(), "label-errors", folder);
        var probabilities = ProbabilityFile.Read(Path.Combine(place, "pred_probs.npy"));
        var given = Labels(place, "noisy_labels.npy", probabilities);
        var isWrong = given.Zip(Labels(place, "true_labels.npy", probabilities), (one, other) => one != other).ToArray();

        var joint = ConfidentJoint.Of(probabilities, given);
        var found = Enum.GetValues<LabelFilter>()
            .Select(filter => LabelFilters.Apply(filter, probabilities, given, joint))
            .SelectMany(flags => new[] { flags.Count(flag => flag), flags.Zip(isWrong).Count(each => each is (true, true)) });
        Assert.Equal(counts, string.Join(' ', found));
        var confidence = RankingQuality.Of(LabelScores.SelfConfidence(probabilities, given), isWrong);
        var margin = RankingQuality.Of(LabelScores.NormalisedMargin(probabilities, given), isWrong);
        Assert.Equal(
            [confidenceAuroc, confidencePrecision, marginAuroc, marginPrecision],
            new[] { confidence.Auroc, confidence.AveragePrecision, margin.Auroc, margin.AveragePrecision }.Select(value =>
                Math.Round(value, 6)
            )
        );
        Assert.Equal(noisePercent, Math.Round(100 * joint.NoiseRate, 2));
    }

    private static int[] Labels(string folder, string name, ProbabilityTable probabilities) =>
        AuditLabels.Read(Path.Combine(folder, name), probabilities.Rows, probabilities.Classes);
}
