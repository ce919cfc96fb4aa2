using WebLab.Contracts;

namespace WebLab.Client.Figures;

/// <summary>What a figure draws as numbers, a line a point.</summary>
public static class FigureCsv
{
    public static string Of(Figure figure)
    {
        var points =
            from line in figure.Lines
            from i in Enumerable.Range(0, line.X.Count)
            where double.IsFinite(line.Y[i])
            select Csv.Line(
                line.Name,
                Measure(figure, line),
                line.IsPublished ? "paper" : "here",
                line.X[i],
                line.Y[i],
                line.Low?[i],
                line.High?[i],
                line.IsPublished ? null : line.Seeds
            );
        return string.Concat(
            points.Prepend(Csv.Line("series", "measure", "source", "x", "y", "low", "high", "seeds")).Select(line => line + "\r\n")
        );
    }

    private static string Measure(Figure figure, FigureLine line) =>
        figure.Measures is { } measures ? $"{figure.Y.Label}, {(line.IsDashed ? measures.Dashed : measures.Solid)}" : figure.Y.Label;
}
