using System.Globalization;
using System.Text;
using WebLab.Contracts;

namespace WebLab.Client.Figures;

/// <summary>SVG path data.</summary>
public static class FigurePath
{
    public static string Line(FigureFrame frame, FigureLine line)
    {
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < line.X.Count; i++)
        {
            if (!double.IsFinite(line.Y[i]))
            {
                pen = 'M';
                continue;
            }
            Append(path, pen, frame.X(line.X[i]), frame.Y(line.Y[i]));
            pen = 'L';
        }
        return path.ToString();
    }

    public static string Band(FigureFrame frame, FigureLine line)
    {
        var path = new StringBuilder();
        var drawn = Enumerable.Range(0, line.X.Count).Where(i => double.IsFinite(line.Low![i]) && double.IsFinite(line.High![i])).ToList();
        if (drawn.Count < 2)
            return "";
        for (var i = 0; i < drawn.Count; i++)
            Append(path, i == 0 ? 'M' : 'L', frame.X(line.X[drawn[i]]), frame.Y(line.High![drawn[i]]));
        for (var i = drawn.Count - 1; i >= 0; i--)
            Append(path, 'L', frame.X(line.X[drawn[i]]), frame.Y(line.Low![drawn[i]]));
        return path.Append('Z').ToString();
    }

    /// <summary>A mark of the size of a run's: circle, square, triangle, diamond by hue.</summary>
    public static string Mark(int hue, double x, double y, double size) =>
        (hue < 0 ? 0 : hue % 4) switch
        {
            0 => Text(
                $"M{x - size:0.##} {y:0.##}a{size:0.##} {size:0.##} 0 1 0 {2 * size:0.##} 0a{size:0.##} {size:0.##} 0 1 0 "
                    + $"{-2 * size:0.##} 0Z"
            ),
            1 => Text($"M{x - (0.9 * size):0.##} {y - (0.9 * size):0.##}h{1.8 * size:0.##}v{1.8 * size:0.##}h{-1.8 * size:0.##}Z"),
            2 => Text($"M{x:0.##} {y - (1.15 * size):0.##}L{x + (1.1 * size):0.##} {y + (0.85 * size):0.##}H{x - (1.1 * size):0.##}Z"),
            _ => Text(
                $"M{x:0.##} {y - (1.25 * size):0.##}L{x + (1.25 * size):0.##} {y:0.##} {x:0.##} {y + (1.25 * size):0.##} "
                    + $"{x - (1.25 * size):0.##} {y:0.##}Z"
            ),
        };

    public static string Text(ref InvariantText text) => Sentence.Of(ref text);

    private static void Append(StringBuilder path, char pen, double x, double y) =>
        path.Append(CultureInfo.InvariantCulture, $"{pen}{x:0.#} {y:0.#}");
}
