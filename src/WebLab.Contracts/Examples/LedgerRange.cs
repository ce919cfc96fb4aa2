using System.Globalization;

namespace WebLab.Contracts.Examples;

/// <summary>Examples whose value in a column of a ledger lies between two ends, both included. Written <c>loss:0.5,2</c>, with an end
/// left out <c>loss:0.5,</c>, and several with a semicolon between.</summary>
/// <param name="Column">The column's written name.</param>
/// <param name="From">The least value; null for no end.</param>
/// <param name="To">The greatest value; null for no end.</param>
public sealed record LedgerRange(string Column, double? From, double? To)
{
    /// <summary>The most ranges that are asked for at once.</summary>
    public const int Most = 6;

    /// <summary>Whether a value lies there; an example without one lies nowhere.</summary>
    /// <param name="value">As the ledger holds it.</param>
    public bool Holds(float value) =>
        // Ends are rounded as values were: 0.1 holds what was recorded as 0.1.
        !float.IsNaN(value) && (From is not { } from || value >= (float)from) && (To is not { } to || value <= (float)to);

    /// <summary>As it stands in an address.</summary>
    public override string ToString() => $"{Column}:{Text(From)},{Text(To)}";

    /// <summary>Reads one.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <returns>Null for a text that is none, or has no end at all.</returns>
    public static LedgerRange? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Trim().Split(':');
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Split(',') is not { Length: 2 } ends)
            return null;
        var (from, to) = (Number(ends[0]), Number(ends[1]));
        var isWhole = (from is null) == (ends[0].Trim().Length == 0) && (to is null) == (ends[1].Trim().Length == 0);
        return isWhole && (from ?? to) is not null ? new(parts[0], from, to) : null;
    }

    /// <summary>The parts of a text of several.</summary>
    /// <param name="text">With semicolons between; null for none.</param>
    public static string[] Parts(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Text(double? end) => end?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
