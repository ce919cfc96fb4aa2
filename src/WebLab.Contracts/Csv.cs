using System.Globalization;

namespace WebLab.Contracts;

/// <summary>Writes comma-separated values (RFC 4180) that a spreadsheet will not take for formulas.</summary>
public static class Csv
{
    /// <summary>One line, without its end.</summary>
    /// <param name="cells">Text, numbers (written with all their digits, invariant) or null for an empty cell.</param>
    public static string Line(params IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            string text => Quote(text),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Quote(value.ToString() ?? ""),
        };

    private static string Quote(string text)
    {
        // A cell that begins like a formula is run by spreadsheets: an apostrophe makes it text.
        // Some take the full-width signs for the same.
        var safe = text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
