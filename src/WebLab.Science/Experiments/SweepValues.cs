using System.Globalization;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>
/// The values of an axis as a person types them: a list with commas or blanks between, ranges such as <c>0:1:0.1</c> (from, to, step), and
/// <c>log 1e-3..1:7</c> (seven values from 0.001 to 1, evenly apart in their logarithm).
/// </summary>
public static partial class SweepValues
{
    private const string Forms = "Write 0:1:0.1 for a range with its step, or log 1e-3..1:7 for seven values.";

    /// <summary>Reads the values.</summary>
    /// <param name="field">The swept field.</param>
    /// <param name="text">What was typed.</param>
    /// <returns>The values as the field writes them, in order.</returns>
    /// <exception cref="FormatException">One is not understood, is ambiguous or comes twice; the message is the sentence to
    /// show.</exception>
    public static IReadOnlyList<string> Parse(SpecField field, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(text);
        var isNumber = field is NumberField or WholeNumberField;
        var values = new List<string>();
        foreach (var token in Tokens().Matches(text).Select(match => match.Value))
            values.AddRange(isNumber ? Numbers(field, token) : token.Split(',', StringSplitOptions.RemoveEmptyEntries));
        if (values.Count > ExperimentCheck.MaxRuns)
            throw new FormatException(
                Sentence.Of($"{field.Name} must take at most {ExperimentCheck.MaxRuns} values; it took {values.Count:N0}.")
            );
        var written = values.ConvertAll(value => field.Read(field.Write(new(), value)));
        var twice = written.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1);
        return twice is null
            ? written
            : throw new FormatException(
                $"{field.Name} must take each value once; it took {Sentence.Shorten(twice.Key)} {Times(twice.Count())}."
            );
    }

    private static IEnumerable<string> Numbers(SpecField field, string token)
    {
        if (token.StartsWith("log", StringComparison.OrdinalIgnoreCase))
            return Logarithmic(field, token);
        if (token.Contains(':', StringComparison.Ordinal))
            return Range(field, token);
        var parts = token.Split(',', StringSplitOptions.RemoveEmptyEntries);
        // "0,1" may be one number or two, and either makes runs that nobody meant; a point anywhere, or a blank, settles it.
        if (field is NumberField && parts.Length > 1 && !parts.Any(part => part.Contains('.', StringComparison.Ordinal)))
            throw new FormatException(
                $"{field.Name} must be clear about its commas; {Sentence.Shorten(token)} may be {string.Join(" and ", parts)} or "
                    + $"{parts[0]}.{parts[1]}: write a blank after a comma between values, and a point in a decimal."
            );
        if (field is WholeNumberField whole && Thousands().IsMatch(token) && IsAllowed(whole, string.Concat(parts)))
            throw new FormatException(
                $"{field.Name} must be clear about its commas; {token.Trim(',')} may be {string.Join(" and ", parts)} or "
                    + $"{string.Concat(parts)}: write a blank after a comma between values, and none in a number."
            );
        return parts;
    }

    private static bool IsAllowed(WholeNumberField field, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= field.Min && value <= field.Max;

    private static IEnumerable<string> Range(SpecField field, string token)
    {
        var parts = token.Trim(',').Split(':');
        if (
            parts.Length != 3
            || !TryNumber(parts[0], out var from)
            || !TryNumber(parts[1], out var to)
            || !TryNumber(parts[2], out var step)
        )
            throw new FormatException($"{field.Name} must be a list, or a range from:to:step; it was {Sentence.Shorten(token)}. {Forms}");
        if (step == 0 || (to - from) / step is < 0 or >= ExperimentCheck.MaxRuns)
            throw new FormatException(
                $"{field.Name} must be a range whose step leads from {parts[0]} to {parts[1]} in at most {ExperimentCheck.MaxRuns} values; "
                    + $"the step was {parts[2]}."
            );
        // Decimals: 0.1 ten times is 1, and 0.3 is not 0.30000000000000004.
        return Enumerable.Range(0, (int)((to - from) / step) + 1).Select(i => Text((double)(from + (i * step))));
    }

    private static IEnumerable<string> Logarithmic(SpecField field, string token)
    {
        var match = LogRange().Match(token.Trim(','));
        if (
            !match.Success
            || !double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var from)
            || !double.TryParse(match.Groups[2].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var to)
            || !int.TryParse(match.Groups[3].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !(from > 0 && to > 0 && double.IsFinite(from) && double.IsFinite(to))
            || count is < 2 or > ExperimentCheck.MaxRuns
        )
            throw new FormatException(
                $"{field.Name} must be log from..to:count, from and to greater than 0 and 2 to {ExperimentCheck.MaxRuns} values; it was "
                    + $"{Sentence.Shorten(token)}. {Forms}"
            );
        return Enumerable
            .Range(0, count)
            .Select(i =>
                i == 0 ? from
                : i == count - 1 ? to
                : Rounded(from * Math.Pow(to / from, (double)i / (count - 1)))
            )
            .Select(value => Text(field is WholeNumberField ? Math.Round(value) : value));
    }

    // Three digits are plenty for an axis, and can be read.
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Times(int count) => count == 2 ? "twice" : Sentence.Of($"{count} times");

    [GeneratedRegex(@"^[1-9]\d{0,2}(,\d{3})+,?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"log\s+\S+|[^\s;]+", RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^log\s+(\S+?)\.\.(\S+?):(\d+)$", RegexOptions.IgnoreCase)]
    private static partial Regex LogRange();
}
