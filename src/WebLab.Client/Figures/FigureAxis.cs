using System.Globalization;

namespace WebLab.Client.Figures;

/// <summary>An axis of a figure with round ticks.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Min">Where it begins.</param>
/// <param name="Max">Where it ends.</param>
/// <param name="IsShare">Whether its values are fractions, written in percent.</param>
public sealed record FigureAxis(string Label, double Min, double Max, bool IsShare = false)
{
    private readonly double[] _round = RoundTicks(Min, Max);

    /// <summary>The words at 0, 1, 2 and on, of an axis without numbers; null for numbers.</summary>
    public IReadOnlyList<string>? Names { get; private init; }

    /// <summary>Round values between the ends, four to seven of them, or the place of each name.</summary>
    public IReadOnlyList<double> Ticks => Names is null ? _round : [.. Enumerable.Range(0, Names.Count).Select(i => (double)i)];

    /// <summary>An axis of words in even steps.</summary>
    public static FigureAxis Of(string label, IReadOnlyList<string> names) => new(label, -0.5, names.Count - 0.5) { Names = names };

    /// <summary>An axis that ends at a round value just above the greatest one.</summary>
    public static FigureAxis Over(string label, double min, double max, bool isShare = false)
    {
        var step = Step(min, Math.Max(max, min + 1e-6));
        return new(label, Math.Floor((min / step) + 1e-9) * step, Math.Ceiling((max / step) - 1e-9) * step, isShare);
    }

    public string Text(double value) =>
        Names is not null ? Names[Math.Clamp((int)Math.Round(value), 0, Names.Count - 1)]
        : IsShare ? (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %"
        : value.ToString(Math.Abs(value) >= 10_000 ? "#,0" : "0.####", CultureInfo.InvariantCulture);

    private static double[] RoundTicks(double min, double max)
    {
        var step = Step(min, max);
        var first = Math.Ceiling((min / step) - 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Floor((max / step) - first + 1e-6) + 1).Select(i => Math.Round((first + i) * step, 10))];
    }

    private static double Step(double min, double max)
    {
        var rough = (max - min) / 5;
        if (!(rough > 0) || !double.IsFinite(rough))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power
            * (rough / power) switch
            {
                < 1.5 => 1,
                < 3.5 => 2,
                < 7.5 => 5,
                _ => 10,
            };
    }
}
