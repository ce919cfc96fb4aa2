using System.Buffers;
using System.Globalization;
using System.Text;

namespace WebLab.Contracts;

/// <summary>Writes comma-separated values (RFC 4180) that a spreadsheet takes for no formulas, also where its language parts cells by
/// semicolons.</summary>
public static class Csv
{
    /// <summary>The type of an answer that is one.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    // Some spreadsheets take the full-width signs for the same.
    private const string FormulaSigns = "=+-@＝＋－＠";
    private const string CellEnds = ";\t\r\n";
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    /// <summary>One line, without its end.</summary>
    /// <param name="cells">Text, numbers (written with all their digits, invariant) or null for an empty cell.</param>
    public static string Line(params IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>Writes lines with their ends, one after the other, so that no table is held whole.</summary>
    /// <param name="body">Where to; it stays open.</param>
    /// <param name="lines">The lines.</param>
    public static async Task Write(Stream body, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        await using var text = new StreamWriter(body, leaveOpen: true) { NewLine = "\r\n" };
        foreach (var line in lines)
            await text.WriteLineAsync(line).ConfigureAwait(false);
    }

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
        var safe = WithoutFormulas(text);
        // An apostrophe at a bare cell's beginning is a quotation mark to many readers, the lab's own too.
        var isBare = safe == text && !safe.StartsWith('\'') && safe.AsSpan().IndexOfAny(Quoted) < 0;
        return isBare ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A cell that begins like a formula is run by spreadsheets: an apostrophe makes it text. Quotes do not keep a cell whole
    /// where it is parted otherwise than it was written, so that each possible beginning is looked at.</summary>
    private static string WithoutFormulas(string text)
    {
        if (text.Length == 0 || (!MayBegin(text[0]) && text.AsSpan().IndexOfAny(CellEnds) < 0) || IsNumber(text))
            return text;
        var safe = new StringBuilder();
        var begins = true;
        foreach (var sign in text)
        {
            if (begins && FormulaSigns.Contains(sign, StringComparison.Ordinal))
                safe.Append('\'');
            safe.Append(sign);
            begins = CellEnds.Contains(sign, StringComparison.Ordinal) || (begins && (sign == '"' || char.IsWhiteSpace(sign)));
        }
        return safe.ToString();
    }

    private static bool MayBegin(char sign) =>
        sign == '"' || char.IsWhiteSpace(sign) || FormulaSigns.Contains(sign, StringComparison.Ordinal);

    // A class that is called -1 keeps its name.
    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
