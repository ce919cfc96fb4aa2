using WebLab.Client.Figures;
using WebLab.Contracts.Scores;

namespace WebLab.Client.Scores;

/// <summary>Scores of examples as a figure: how they are distributed, of examples with right and with wrong labels apart.</summary>
public static class ScoreFigures
{
    private const int Bins = 40;

    /// <summary>The share of the examples of each kind in each bin; null while there are none.</summary>
    public static Figure? Histogram(ExampleScoresReport report)
    {
        var known = Enumerable.Range(0, report.Scores.Count).Where(i => float.IsFinite(report.Scores[i])).ToList();
        if (known.Count == 0)
            return null;
        var (from, to) = (known.Min(i => report.Scores[i]), known.Max(i => report.Scores[i]));
        if (to <= from)
            to = from + 1e-3f;
        var lines = new[] { false, true }
            .Select(isWrong => (isWrong, Of: known.Where(i => report.GivenLabels[i] != report.TrueLabels[i] == isWrong).ToList()))
            .Where(group => group.Of.Count > 0)
            .Select(group => Line(group.isWrong ? "wrong labels" : "right labels", group.isWrong ? 1 : 0, group.Of))
            .ToList();
        return new(
            ScoreMethod.Of(report.Method).Title,
            FigureAxis.Over("Score", from, to),
            FigureAxis.Over("Share of the examples", 0, lines.Max(line => line.Y.Max()), isShare: true),
            lines
        );

        FigureLine Line(string name, int hue, List<int> of)
        {
            var counts = new int[Bins];
            foreach (var i in of)
                counts[Math.Clamp((int)((report.Scores[i] - from) / (to - from) * Bins), 0, Bins - 1)]++;
            List<double> x = [],
                y = [];
            for (var i = 0; i < Bins; i++)
            {
                x.AddRange([Edge(i), Edge(i + 1)]);
                y.AddRange([(double)counts[i] / of.Count, (double)counts[i] / of.Count]);
            }
            return new(name, hue, x, y) { HasMarks = false };
        }

        double Edge(int bin) => from + (bin * (to - from) / (double)Bins);
    }

    /// <summary>The original indices of the examples with the highest scores, or with the lowest.</summary>
    public static IReadOnlyList<int> Ends(ExampleScoresReport report, bool highest, int count)
    {
        var known = Enumerable.Range(0, report.Scores.Count).Where(i => float.IsFinite(report.Scores[i]));
        return [.. (highest ? known.OrderByDescending(i => report.Scores[i]) : known.OrderBy(i => report.Scores[i])).Take(count)];
    }
}
