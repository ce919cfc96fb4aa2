using System.Globalization;
using System.Text;
using WebLab.Contracts.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>How a text table is written: told by its first rows, or said by a person.</summary>
/// <param name="Encoding">Of its text.</param>
/// <param name="Separator">What parts cells.</param>
/// <param name="DecimalMark">What stands before a fraction.</param>
/// <param name="HasHeading">Whether the first row names the columns.</param>
/// <param name="Classes">The class names of a first row as scikit-learn writes it: rows, features, classes; else null.</param>
internal sealed record TableDialect(Encoding Encoding, char Separator, char DecimalMark, bool HasHeading, IReadOnlyList<string>? Classes)
{
    public const int SampleRows = 1_000;

    private const int SampleBytes = 1 << 20;
    private const int SeparatorRows = 20;

    // In this order: a line of tabs or semicolons may have commas within its numbers.
    private static readonly char[] Separators = ['\t', ';', ',', '|', ' '];

    public static TableDialect Of(SourceEntry entry, ImportChoices choices, int mostColumns)
    {
        var begin = entry.Begin(SampleBytes);
        var encoding = TextEncoding.Of(entry, begin);
        var separator = choices.Separator switch
        {
            null => Sniff(entry, encoding, begin, mostColumns),
            "tab" => '\t',
            "space" => ' ',
            var written => written[0],
        };
        var rows = Rows(entry, encoding, begin, separator, SampleRows, mostColumns);
        var mark = choices.DecimalMark?[0] ?? (separator != ',' && Fractions(rows, ',') > Fractions(rows, '.') ? ',' : '.');
        var classes = choices.HasHeading is null ? CountsAndClasses(rows) : null;
        return new(encoding, separator, mark, choices.HasHeading ?? (classes is not null || LooksLikeHeading(rows, mark)), classes);
    }

    public string Shown =>
        Separator switch
        {
            '\t' => "tab",
            ' ' => "space",
            _ => $"{Separator}",
        };

    public TableText Open(SourceEntry entry, long most, int mostColumns) =>
        new(entry, new StreamReader(entry.Open(most), Encoding, detectEncodingFromByteOrderMarks: true, 1 << 16), Separator, mostColumns);

    private static List<string[]> Rows(SourceEntry entry, Encoding encoding, byte[] begin, char separator, int most, int mostColumns)
    {
        // The last line may be cut in two by where the sample ends.
        var text = encoding.GetString(begin).TrimStart('\uFEFF');
        if (begin.Length == SampleBytes && text.LastIndexOf('\n') is > 0 and var last && text.AsSpan(0, last).Count('"') % 2 == 0)
            text = text[..last];
        var table = new TableText(entry, new StringReader(text), separator, mostColumns);
        var rows = new List<string[]>();
        while (rows.Count < most && table.Next())
            rows.Add(table.Row());
        return rows;
    }

    private static char Sniff(SourceEntry entry, Encoding encoding, byte[] begin, int mostColumns)
    {
        var (best, bestShare) = (',', 0.0);
        foreach (var separator in Separators)
        {
            var rows = Rows(entry, encoding, begin, separator, SeparatorRows, mostColumns);
            if (rows.Count == 0)
                throw entry.Refuse("has no rows.");
            var common = rows.Skip(rows.Count > 1 ? 1 : 0).CountBy(row => row.Length).MaxBy(each => each.Value);
            var share = common.Key < 2 ? 0 : (double)common.Value / rows.Count;
            // Words have spaces within; only numbers are parted by them.
            if (separator == ' ' && !rows.Skip(1).All(row => row.Count(cell => TableNumber.Parse(cell, '.') is not null) * 2 > row.Length))
                share = 0;
            if (share > bestShare)
                (best, bestShare) = (separator, share);
        }
        return best;
    }

    private static int Fractions(List<string[]> rows, char mark) =>
        rows.SelectMany(row => row).Count(cell => cell.Count(c => c == mark) == 1 && TableNumber.Parse(cell, mark) is not null);

    private static bool LooksLikeHeading(List<string[]> rows, char mark)
    {
        if (rows.Count < 2)
            return false;
        var first = rows[0];
        // pandas leaves the name of its index empty.
        if (first.Where((cell, i) => (cell.Length == 0 && i > 0) || TableNumber.Parse(cell, mark) is not null).Any())
            return false;
        if (first.Distinct(StringComparer.Ordinal).Count() < first.Length)
            return false;
        return rows.Skip(1).All(row => !row.Contains(first[^1], StringComparer.Ordinal))
            || Enumerable
                .Range(0, first.Length)
                .Any(i => rows.Skip(1).Count(row => row.Length > i && TableNumber.Parse(row[i], mark) is not null) * 2 > rows.Count - 1);
    }

    private static string[]? CountsAndClasses(List<string[]> rows) =>
        rows is [var first, var second, ..]
        && first.Length >= 4
        && int.TryParse(first[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && int.TryParse(first[1], NumberStyles.None, CultureInfo.InvariantCulture, out var features)
        && features + 1 == second.Length
        && first.Skip(2).All(name => name.Length > 0 && TableNumber.Parse(name, '.') is null)
        && rows.Skip(1)
            .All(row => int.TryParse(row[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < first.Length - 2)
            ? first[2..]
            : null;
}
