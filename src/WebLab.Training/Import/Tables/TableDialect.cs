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
    /// <summary>What stands before and between its rows.</summary>
    public TableFrame Frame { get; private init; } = new(0, null, false);

    /// <summary>What stands around cells; zero where nothing does.</summary>
    public char Quote { get; private init; } = '"';

    private string? SaidEncoding { get; init; }

    /// <summary>Whether each row ends with a separator, after which there is no cell.</summary>
    public bool EndsWithSeparator { get; private init; }

    public const int SampleRows = 1_000;

    private const int SampleBytes = 1 << 20;
    private const int SeparatorRows = 20;

    // Rows that begin 0, 1, 2 and go on so are hardly any.
    private const int SureNames = 6,
        ManyRows = 10;

    // In this order: a line of tabs or semicolons may have commas within its numbers.
    private static readonly char[] Separators = ['\t', ';', ',', '|', ' '];

    public static TableDialect Of(SourceEntry entry, ImportChoices choices, int mostColumns)
    {
        var begin = entry.Begin(SampleBytes);
        var encoding = TextEncoding.Of(entry, begin, choices.Encoding);
        var text = encoding.GetString(begin).TrimStart('\uFEFF');
        var quote = choices.Quotes switch
        {
            "single" => '\'',
            "none" => '\0',
            _ => '"',
        };
        // The last line may be cut in two by where the sample ends.
        if (begin.Length == SampleBytes && text.LastIndexOf('\n') is > 0 and var last && text.AsSpan(0, last).Count(quote) % 2 == 0)
            text = text[..last];
        var frame = TableFrame.Of(text);
        var separator = choices.Separator switch
        {
            null => frame.Separator ?? Sniff(entry, frame, text, quote, mostColumns),
            "tab" => '\t',
            "space" => ' ',
            var written => written[0],
        };
        var rows = Rows(entry, frame, text, separator, quote, SampleRows, mostColumns);
        var isEnded = EndWithSeparator(rows);
        if (isEnded)
            rows = [.. rows.Select(row => row[^1].Length == 0 ? row[..^1] : row)];
        var mark = choices.DecimalMark?[0] ?? DecimalMarkOf(rows, separator);
        var classes = choices.HasHeading is null ? CountsAndClasses(rows) : null;
        return new(encoding, separator, mark, choices.HasHeading ?? (classes is not null || LooksLikeHeading(rows, mark)), classes)
        {
            Frame = frame,
            Quote = quote,
            SaidEncoding = choices.Encoding,
            EndsWithSeparator = isEnded,
        };
    }

    /// <summary>The same for a further file of the table, whose letters and remarks are its own.</summary>
    public TableDialect For(SourceEntry entry)
    {
        var begin = entry.Begin(SampleBytes);
        var encoding = TextEncoding.Of(entry, begin, SaidEncoding);
        return this with { Encoding = encoding, Frame = TableFrame.Of(encoding.GetString(begin).TrimStart('\uFEFF')) };
    }

    public string ShownQuote =>
        Quote switch
        {
            '\'' => "single",
            '\0' => "none",
            _ => "double",
        };

    public string Shown =>
        Separator switch
        {
            '\t' => "tab",
            ' ' => "space",
            _ => $"{Separator}",
        };

    public TableText Open(SourceEntry entry, long most, int mostColumns) =>
        new(
            entry,
            Frame.Within(new StreamReader(entry.Open(most), Encoding, detectEncodingFromByteOrderMarks: true, 1 << 16)),
            Separator,
            mostColumns,
            1 + Frame.LinesBefore
        )
        {
            EndsWithSeparator = EndsWithSeparator,
            Quote = Quote,
        };

    private static List<string[]> Rows(
        SourceEntry entry,
        TableFrame frame,
        string text,
        char separator,
        char quote,
        int most,
        int mostColumns
    )
    {
        var table = new TableText(entry, frame.Within(new StringReader(text)), separator, mostColumns, 1 + frame.LinesBefore)
        {
            Quote = quote,
        };
        var rows = new List<string[]>();
        while (rows.Count < most && table.Next())
            rows.Add(table.Row());
        return rows;
    }

    // Below a heading that ends so too, or has one name less than there are cells.
    private static bool EndWithSeparator(List<string[]> rows) =>
        rows is [var first, var second, ..]
        && second.Length > 2
        && rows.Skip(1).All(row => row.Length == second.Length && row[^1].Length == 0)
        && (first.Length == second.Length - 1 || (first.Length == second.Length && first[^1].Length == 0));

    private static char Sniff(SourceEntry entry, TableFrame frame, string text, char quote, int mostColumns)
    {
        var (best, bestShare) = (',', (Rows: 0.0, IsHeadingAlike: false));
        foreach (var separator in Separators)
        {
            var rows = Rows(entry, frame, text, separator, quote, SeparatorRows, mostColumns);
            if (rows.Count == 0)
                throw entry.Refuse("has no rows.");
            var common = rows.Skip(rows.Count > 1 ? 1 : 0).CountBy(row => row.Length).MaxBy(each => each.Value);
            var share = common.Key < 2 ? 0 : (double)common.Value / rows.Count;
            // Words have spaces within; only numbers are parted by them.
            if (separator == ' ' && !rows.Skip(1).All(row => row.Count(cell => TableNumber.Parse(cell, '.') is not null) * 2 > row.Length))
                share = 0;
            // Of separators that part all rows alike the one that also parts the first line so.
            var isHeadingAlike = rows[0].Length == common.Key;
            if (share > bestShare.Rows || (share == bestShare.Rows && share > 0 && isHeadingAlike && !bestShare.IsHeadingAlike))
                (best, bestShare) = (separator, (share, isHeadingAlike));
        }
        return best;
    }

    // Three digits behind a mark are thousands as well as not, so that other cells decide before these.
    private static char DecimalMarkOf(List<string[]> rows, char separator)
    {
        var (commas, points) = (Fractions(rows, ',', separator, isSure: true), Fractions(rows, '.', separator, isSure: true));
        if (commas == points)
            (commas, points) = (Fractions(rows, ',', separator, isSure: false), Fractions(rows, '.', separator, isSure: false));
        return commas > points ? ',' : '.';
    }

    // Among commas a number with one stands in quotation marks, and is then rather one of thousands.
    private static int Fractions(List<string[]> rows, char mark, char separator, bool isSure) =>
        rows.SelectMany(row => row)
            .Count(cell =>
                cell.Count(c => c == mark) == 1
                && !((isSure || separator == mark) && MayBeThousands(cell))
                && TableNumber.Parse(cell, mark) is not null
            );

    /// <summary>Whether a cell with one mark has three digits behind it and one to three, not zero alone, before it.</summary>
    public static bool MayBeThousands(string cell) =>
        cell.AsSpan().IndexOfAny('.', ',') is >= 0 and var place
        && cell.Length - place == 4
        && (cell[0] is '-' or '+' ? place - 1 : place) is >= 1 and <= 3
        && !TableNumber.BeginsWithZero(cell);

    private static bool LooksLikeHeading(List<string[]> rows, char mark)
    {
        if (rows.Count < 2)
            return false;
        var first = rows[0];
        if (first.Any(cell => TableNumber.Parse(cell, mark) is not null))
            return AreNumbersNames(rows);
        // A name above numbers is no number's.
        if (
            Enumerable
                .Range(0, first.Length)
                .Any(i =>
                    first[i].Length > 0
                    && !TableNumber.IsMissing(first[i])
                    && rows.Skip(1).Count(row => row.Length > i && TableNumber.Parse(row[i], mark) is not null) * 2 > rows.Count - 1
                )
        )
            return true;
        // pandas leaves the name of its index empty.
        return !first.Where((cell, i) => cell.Length == 0 && i > 0).Any()
            && first.Distinct(StringComparer.Ordinal).Count() == first.Length
            && rows.Skip(1).All(row => !row.Contains(first[^1], StringComparer.Ordinal));
    }

    /// <summary>Whether a first line with numbers names columns all the same: their places from 0, as pandas writes them, or years and the
    /// like beside a word for the label.</summary>
    private static bool AreNumbersNames(List<string[]> rows)
    {
        var first = rows[0];
        string[] numbers = [.. first.Where(cell => cell.Length > 0 && cell.All(char.IsAsciiDigit))];
        if (numbers.Length == 0 || !first.Except(numbers).All(cell => cell.Length == 0 || char.IsLetter(cell[0])))
            return false;
        var others = rows.Skip(1).Where(row => row.Length == first.Length).ToList();
        // A cell that is in no row below it is of another kind than they are.
        bool[] isApart = [.. first.Select((cell, i) => others.TrueForAll(row => row[i] != cell))];
        if (numbers.Select((cell, i) => cell == i.ToString(CultureInfo.InvariantCulture)).All(isPlace => isPlace))
            return numbers.Length >= 3
                ? numbers.Length >= SureNames || Array.Exists(isApart, each => each)
                : first[0].Length == 0
                    // A program that writes a point in each of so many numbers writes one in 0 as well.
                    || (others.Count >= ManyRows && Enumerable.Range(0, first.Length).Any(i => !others.Exists(row => IsWhole(row[i]))));
        return Enumerable.Range(0, first.Length).Any(i => isApart[i] && ColumnPlan.IsCalledLabel(first[i]));
    }

    private static bool IsWhole(string cell) => cell.Length > 0 && cell.All(char.IsAsciiDigit);

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
