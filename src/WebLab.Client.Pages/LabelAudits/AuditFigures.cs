using WebLab.Client.Figures;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Client.LabelAudits;

/// <summary>An audit's curves and counts as figures.</summary>
public static class AuditFigures
{
    private const int GivenHue = 1,
        ChanceHue = 9;

    // A band is the middle 95 % of the shuffled copies, or all of them where they are few.
    private const double Tail = 0.025;

    /// <summary>The figure; null for a matrix, which is a table.</summary>
    public static Figure? Of(LabelAuditFigure figure) =>
        figure.Kind switch
        {
            LabelAuditFigureKind.Histogram when figure.Counts.Count > 0 && figure.XValues.Count == figure.Counts.Count + 1 => Histogram(
                figure
            ),
            LabelAuditFigureKind.Band when figure.XValues.Count > 0 => Band(figure),
            _ => null,
        };

    private static Figure Histogram(LabelAuditFigure figure)
    {
        var most = Math.Max(1, figure.Counts.Max());
        List<double> x = [],
            y = [];
        for (var i = 0; i < figure.Counts.Count; i++)
        {
            x.AddRange([figure.XValues[i], figure.XValues[i + 1]]);
            y.AddRange([figure.Counts[i], figure.Counts[i]]);
        }
        var lines = new List<FigureLine>
        {
            new(figure.Series ?? "labels permuted", ChanceHue, x, y)
            {
                Low = [.. y.Select(_ => 0.0)],
                High = y,
                HasMarks = false,
            },
        };
        if (figure.Observed is { } observed)
            lines.Add(new(figure.Mark ?? "the given labels", GivenHue, [observed, observed], [0, most]) { HasMarks = false });
        var ends = figure.XValues.Append(figure.Observed ?? figure.XValues[0]).Where(double.IsFinite).ToList();
        return new(figure.Title, FigureAxis.Over(figure.X, ends.Min(), ends.Max()), FigureAxis.Over(figure.Y, 0, most), lines);
    }

    private static Figure Band(LabelAuditFigure figure)
    {
        var lines = new List<FigureLine>();
        if (figure.Shuffled.Count > 0)
        {
            var columns = figure.XValues.Select((_, i) => At(figure.Shuffled, i)).ToList();
            lines.Add(
                new(
                    figure.Shuffled.Count == 1 ? "1 shuffled copy" : $"{figure.Shuffled.Count} shuffled copies",
                    ChanceHue,
                    figure.XValues,
                    [.. columns.Select(values => Quantile(values, 0.5))]
                )
                {
                    Low = [.. columns.Select(values => Quantile(values, Tail))],
                    High = [.. columns.Select(values => Quantile(values, 1 - Tail))],
                    HasMarks = false,
                }
            );
        }
        if (figure.Given.Count > 0)
            lines.Add(new(figure.Series ?? "the given labels", GivenHue, [.. figure.XValues.Take(figure.Given.Count)], figure.Given));
        var all = figure.Given.Concat(figure.Shuffled.SelectMany(curve => curve)).Where(double.IsFinite).DefaultIfEmpty(1).ToList();
        return new(
            figure.Title,
            FigureAxis.Over(figure.X, figure.XValues.Min(), figure.XValues.Max()),
            FigureAxis.Over(figure.Y, Math.Min(0, all.Min()), all.Max()),
            lines
        );
    }

    private static List<double> At(IReadOnlyList<IReadOnlyList<double>> curves, int i) =>
        [.. curves.Where(curve => curve.Count > i && double.IsFinite(curve[i])).Select(curve => curve[i]).Order()];

    private static double Quantile(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
