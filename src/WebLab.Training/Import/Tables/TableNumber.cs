using System.Globalization;

namespace WebLab.Training.Import.Tables;

/// <summary>What a cell says.</summary>
internal static class TableNumber
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] Missing = ["NA", "N/A", "#N/A", "NaN", "null", "None", "?", "-", "."];

    private static readonly string[] Dates =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-ddTHH:mm:ssK",
        "yyyy/MM/dd",
        "dd.MM.yyyy",
        "MM/dd/yyyy",
    ];

    public static bool IsMissing(ReadOnlySpan<char> cell)
    {
        if (cell.Length == 0)
            return true;
        if (cell.Length > 4)
            return false;
        foreach (var word in Missing)
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
        if (mark == ',')
        {
            if (cell.Contains('.'))
                return null;
            Span<char> pointed = stackalloc char[cell.Length];
            cell.Replace(pointed, ',', '.');
            return double.TryParse(pointed, Style, CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        // Infinity by its word is a number that is none.
        return double.TryParse(cell, Style, CultureInfo.InvariantCulture, out var number) ? number
            : cell is "inf" or "-inf" or "Inf" or "-Inf" or "Infinity" or "-Infinity" ? double.PositiveInfinity
            : null;
    }

    /// <summary>Days since 1970.</summary>
    public static double? Date(ReadOnlySpan<char> cell) =>
        DateTime.TryParseExact(
            cell,
            Dates,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? (date - DateTime.UnixEpoch).TotalDays
            : null;
}
