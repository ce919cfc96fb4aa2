using System.Globalization;

namespace WebLab.Client.Experiments;

/// <summary>A square matrix as people paste it: from a spreadsheet, a paper or an array in code.</summary>
public static class MatrixText
{
    private static readonly char[] Separators = [' ', '\t', ',', ';', '[', ']', '(', ')'];

    /// <exception cref="FormatException">It has another shape; the message names the line.</exception>
    public static double[][] Parse(string text, int size)
    {
        var rows = text.Split('\n').Select(Fields).Where(fields => fields.Length > 0).ToArray();
        if (rows.Length != size)
            throw new FormatException($"The matrix must have {size} lines of {size} numbers; {rows.Length} lines were pasted.");
        for (var i = 0; i < size; i++)
        {
            if (rows[i].Length != size)
                throw new FormatException($"Line {i + 1} of the matrix must have {size} numbers; it has {rows[i].Length}.");
            if (rows[i].FirstOrDefault(field => !double.IsFinite(Number(field))) is { } wrong)
                throw new FormatException($"Line {i + 1} of the matrix must hold numbers; it has \"{wrong}\".");
        }
        return [.. rows.Select(row => Array.ConvertAll(row, Number))];
    }

    /// <summary>Not a number for what is none, so that the recipe's own check can name the row.</summary>
    public static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static string[] Fields(string line) =>
        line.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
