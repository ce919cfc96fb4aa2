using System.Globalization;

namespace WebLab.Client.Figures;

/// <summary>An axis of a figure with round ticks.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Min">Where it begins.</param>
/// <param name="Max">Where it ends.</param>
/// <param name="IsShare">Whether its values are fractions, written in percent.</param>
public sealed record FigureAxis(string Label, double Min, double Max, bool IsShare = false)
{
    /// <summary>Round values between the ends, four to seven of them.</summary>
    public IReadOnlyList<double> Ticks { get; } = RoundTicks(Min, Max);

    /// <summary>An axis that ends at a round value just above the greatest one.</summary>
    public static FigureAxis Over(string label, double min, double max, bool isShare = false)
    {
        var step = Step(min, Math.Max(max, min + 1e-6));
        return new(label, Math.Floor((min / step) + 1e-9) * step, Math.Ceiling((max / step) - 1e-9) * step, isShare);
    }

    public string Text(double value) => IsShare
        ? (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %"
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
        return power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }
}
