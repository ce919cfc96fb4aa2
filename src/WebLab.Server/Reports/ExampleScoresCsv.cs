using WebLab.Contracts;
using WebLab.Contracts.Scores;

namespace WebLab.Server.Reports;

/// <summary>Scores of examples, a line a training example; then the pairs of highest influence, each with its test example.</summary>
public sealed class ExampleScoresCsv() : ReportForm<ExampleScoresReport>(ExampleScoresReport.Kind, Of)
{
    public static IEnumerable<string> Of(ExampleScoresReport report)
    {
        yield return Csv.Line("record", "index", "true label", "given label", "test index", "test label", report.Method, "standard error");
        for (var i = 0; i < report.Scores.Count; i++)
        {
            // No network held it out, or all did: there is no number then.
            var (score, error) = (Known(report.Scores[i]), Known(report.Errors[i]));
            yield return Csv.Line("example", i, report.TrueLabels[i], report.GivenLabels[i], null, null, score, error);
        }
        foreach (var pair in report.Pairs)
        {
            yield return Csv.Line(
                "influence",
                pair.Train,
                report.TrueLabels[pair.Train],
                report.GivenLabels[pair.Train],
                pair.Test,
                pair.TestLabel,
                pair.Influence,
                pair.Error
            );
        }
    }

    private static float? Known(float value) => float.IsFinite(value) ? value : null;
}
