using System.Globalization;

namespace WebLab.Training.Import.Tables;

/// <summary>What a cell says.</summary>
internal static class TableNumber
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private const int MostMissing = 7;

    private static readonly string[] Missing =
    [
        "NA",
        "N/A",
        "n.a.",
        "<NA>",
        "NaN",
        "-NaN",
        "null",
        "?",
        "#N/A",
        "#NA",
        "#DIV/0!",
        "#NUM!",
        "#VALUE!",
        "#REF!",
    ];

    // Among features these say that nothing is known; a class may be called so.
    private static readonly string[] MissingOrWord = ["None", "-", "."];

    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", " h:mm tt", " h:mm:ss tt"];

    private static readonly string[] Dates =
    [
        "yyyy-MM-ddTHH:mm:ssK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:sszzz",
        .. new[] { "yyyy-M-d", "yyyy/M/d", "d.M.yyyy", "d MMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy" }.SelectMany(WithTimes),
    ];

    private static readonly string[] MonthFirst = [.. WithTimes("M/d/yyyy")],
        DayFirst = [.. WithTimes("d/M/yyyy")];

    public static bool IsMissing(ReadOnlySpan<char> cell) => IsMissingLabel(cell) || IsOneOf(MissingOrWord, cell);

    /// <summary>Whether a cell of a column of labels has none.</summary>
    public static bool IsMissingLabel(ReadOnlySpan<char> cell) => cell.Length == 0 || IsOneOf(Missing, cell);

    private static bool IsOneOf(string[] words, ReadOnlySpan<char> cell)
    {
        if (cell.Length > MostMissing)
            return false;
        foreach (var word in words)
        {
            if (cell.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>The number, which may be beyond what a float holds; null for what is none.</summary>
    public static double? Parse(ReadOnlySpan<char> cell, char mark)
    {
        if (cell.Length is 0 or > 64)
            return null;
        if (cell[^1] == '%')
            return Parse(cell[..^1].TrimEnd(), mark);
        if (mark == ',')
        {
            if (cell.Contains('.'))
                return HasThousands(cell, '.', ',') ? Parse(cell.ToString().Replace(".", "", StringComparison.Ordinal), mark) : null;
            Span<char> pointed = stackalloc char[cell.Length];
            cell.Replace(pointed, ',', '.');
            return double.TryParse(pointed, Style, CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        // Infinity by its word is a number that is none.
        return double.TryParse(cell, Style, CultureInfo.InvariantCulture, out var number) ? number
            : cell is "inf" or "-inf" or "Inf" or "-Inf" or "Infinity" or "-Infinity" ? double.PositiveInfinity
            : HasThousands(cell, ',', '.') ? Parse(cell.ToString().Replace(",", "", StringComparison.Ordinal), mark)
            : null;
    }

    /// <summary>Whether the digits before the fraction are parted by threes, as in 1,234,567.8.</summary>
    private static bool HasThousands(ReadOnlySpan<char> cell, char part, char mark)
    {
        var whole = cell[0] is '-' or '+' ? cell[1..] : cell;
        if (whole.IndexOf(mark) is >= 0 and var fraction)
            whole = whole[..fraction];
        // 0,125 is an eighth wherever it stands.
        else if (BeginsWithZero(whole))
            return false;
        var first = whole.IndexOf(part);
        if (first is < 1 or > 3 || (whole.Length - first) % 4 != 0)
            return false;
        for (var i = 0; i < whole.Length; i++)
        {
            if ((i >= first && (i - first) % 4 == 0) ? whole[i] != part : !char.IsAsciiDigit(whole[i]))
                return false;
        }
        return true;
    }

    /// <summary>Whether there is a lone zero before the first mark, which no thousands have.</summary>
    public static bool BeginsWithZero(ReadOnlySpan<char> cell) =>
        (cell is ['-' or '+', .. var rest] ? rest : cell) is ['0', ',' or '.', ..];

    /// <summary>Whether dates with strokes have the day before the month: more of these cells are dates so.</summary>
    public static bool IsDayFirst(IReadOnlyList<string> cells) =>
        cells.Count(cell => Exact(cell, DayFirst) is not null) > cells.Count(cell => Exact(cell, MonthFirst) is not null);

    /// <summary>Days since 1970.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="isDayFirst">Whether 3/4/2020 is in April.</param>
    public static double? Date(ReadOnlySpan<char> cell, bool isDayFirst) =>
        cell.Length is < 8 or > 40
            ? null
            : (cell.Contains('/') ? Exact(cell, isDayFirst ? DayFirst : MonthFirst) : null) ?? Exact(cell, Dates);

    private static double? Exact(ReadOnlySpan<char> cell, string[] forms) =>
        DateTime.TryParseExact(
            cell,
            forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? (date - DateTime.UnixEpoch).TotalDays
            : null;

    private static IEnumerable<string> WithTimes(string date) => Times.Select(time => date + time);
}
