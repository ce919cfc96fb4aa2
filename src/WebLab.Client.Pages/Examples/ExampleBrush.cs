using System.Globalization;
using WebLab.Contracts;

namespace WebLab.Client.Examples;

/// <summary>What is chosen in a map: a range of values across, and one up; null for no end.</summary>
/// <param name="Panel">The map.</param>
public sealed record ExampleBrush(string Panel, double? Left, double? Right, double? Bottom = null, double? Top = null)
{
    /// <summary>As it stands in an address: <c>cartography:0.1,0.3,0,0.5</c>.</summary>
    public override string ToString() => $"{Panel}:{string.Join(',', new[] { Left, Right, Bottom, Top }.Select(Text))}";

    public static ExampleBrush? Parse(string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        if (parts.Length != 2 || parts[0].Length is 0 or > 40)
            return null;
        var ends = parts[1].Split(',');
        return ends.Length == 4 ? new(parts[0], Number(ends[0]), Number(ends[1]), Number(ends[2]), Number(ends[3])) : null;
    }

    internal static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    internal static string Text(double? end) => end is { } number ? Sentence.Of($"{number:R}") : "";
}
