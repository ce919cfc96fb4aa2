using System.Globalization;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Draws a report's figures as SVG, or as a table where numbers say more.</summary>
internal static class LabelAuditSvg
{
    private const double Width = 640,
        Height = 220,
        Left = 50,
        Bottom = 30,
        Top = 10;

    public static string Of(LabelAuditFigure figure)
    {
        var drawn = figure.Kind switch
        {
            LabelAuditFigureKind.Histogram => Histogram(figure),
            LabelAuditFigureKind.Band => Band(figure),
            LabelAuditFigureKind.Matrix => Matrix(figure),
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure.Kind, "There is no such figure."),
        };
        return $"<figure>{drawn}<figcaption>{LabelAuditHtml.Safe(figure.Title)}</figcaption></figure>";
    }

    private static string Histogram(LabelAuditFigure figure)
    {
        var svg = new StringBuilder();
        var (low, high) = (figure.XValues[0], figure.XValues[^1]);
        if (figure.Observed is { } mark)
            (low, high) = (Math.Min(low, mark), Math.Max(high, mark));
        var frame = new Frame(low, high, 0, Math.Max(figure.Counts.Max(), 1));
        for (var bin = 0; bin < figure.Counts.Count; bin++)
        {
            var (x, end, y) = (frame.X(figure.XValues[bin]), frame.X(figure.XValues[bin + 1]), frame.Y(figure.Counts[bin]));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(end - x - 0.5, 0.5):0.#}\" "
                    + $"height=\"{frame.Y(0) - y:0.#}\" fill=\"#9db4d0\"/>"
            );
        }
        if (figure.Observed is { } observed)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{frame.X(observed):0.#}\" x2=\"{frame.X(observed):0.#}\" y1=\"{Top}\" "
                    + $"y2=\"{frame.Y(0):0.#}\" stroke=\"#b3261e\" stroke-width=\"2\"/>"
            );
        return frame.Whole(figure, svg);
    }

    private static string Band(LabelAuditFigure figure)
    {
        var svg = new StringBuilder();
        double[] all = [.. figure.Given, .. figure.Shuffled.SelectMany(curve => curve)];
        var frame = new Frame(figure.XValues[0], figure.XValues[^1], Math.Min(all.Min(), 0), all.Max());
        foreach (var curve in figure.Shuffled)
            svg.Append(Line(frame, figure.XValues, curve, "#9db4d0", 1));
        svg.Append(Line(frame, figure.XValues, figure.Given, "#b3261e", 2));
        return frame.Whole(figure, svg);
    }

    private static string Line(Frame frame, IReadOnlyList<double> x, IReadOnlyList<double> y, string colour, int width)
    {
        var points = x.Zip(y, (at, value) => Sentence.Of($"{frame.X(at):0.#},{frame.Y(value):0.#}"));
        return $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" points=\"{string.Join(' ', points)}\"/>";
    }

    private static string Matrix(LabelAuditFigure figure)
    {
        var table = new StringBuilder("<table><tr><th></th>");
        foreach (var name in figure.ColumnNames)
            table.Append(CultureInfo.InvariantCulture, $"<th>{LabelAuditHtml.Safe(name)}</th>");
        table.Append("</tr>");
        for (var row = 0; row < figure.Rows.Count; row++)
        {
            table.Append(CultureInfo.InvariantCulture, $"<tr><th>{LabelAuditHtml.Safe(figure.RowNames[row])}</th>");
            foreach (var value in figure.Rows[row])
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"<td class=\"n\" style=\"background:rgba(61,110,168,{Math.Clamp(value, 0, 1) * 0.6:0.##})\">{100 * value:0.0}</td>"
                );
            table.Append("</tr>");
        }
        return table.Append("</table>").ToString();
    }

    private sealed record Frame(double Low, double High, double Least, double Most)
    {
        public double X(double value) => Left + ((Width - Left - 10) * (High > Low ? (value - Low) / (High - Low) : 0.5));

        public double Y(double value) =>
            Height - Bottom - ((Height - Bottom - Top) * (Most > Least ? (value - Least) / (Most - Least) : 0));

        public string Whole(LabelAuditFigure figure, StringBuilder inside) =>
            Sentence.Of(
                $"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" role=\"img\" aria-label=\"{LabelAuditHtml.Safe(figure.Title)}\">"
            )
            + inside
            + Sentence.Of(
                $"<g font-size=\"12\" fill=\"#59636e\"><text x=\"{Left}\" y=\"{Height - 10}\">{Low:0.####}</text>"
                    + $"<text x=\"{Width - 10}\" y=\"{Height - 10}\" "
                    + $"text-anchor=\"end\">{High:0.####}</text><text x=\"{Width / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">"
                    + $"{LabelAuditHtml.Safe(figure.X)}</text>"
                    + $"<text x=\"{Left - 6}\" y=\"{Top + 10}\" text-anchor=\"end\">{Most:0.##}</text>"
                    + $"<text x=\"{Left - 6}\" y=\"{Height - Bottom}\" text-anchor=\"end\">{Least:0.##}</text></g></svg>"
            );
    }
}
