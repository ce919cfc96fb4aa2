using System.Runtime.CompilerServices;

namespace WebLab.Data.Datasets.Generation;

/// <summary>One of the ten figures, as the region where a signed distance is negative. Lengths are in units of the figure's own
/// half-size.</summary>
/// <param name="Label">The class, in the order of the data set's class names.</param>
/// <param name="Frequency">Periods per unit, for the textures, the wave and the spiral.</param>
/// <param name="Phase">Where a period starts, 0 to 1.</param>
/// <param name="Stroke">Half the width of a line.</param>
internal readonly record struct DrawnFigure(byte Label, double Frequency, double Phase, double Stroke)
{
    public static DrawnFigure Draw(byte label, RandomStream random)
    {
        var frequency = random.NextDouble(1.1, 1.6);
        var phase = random.NextDouble();
        return new(label, frequency, phase, Stroke: random.NextDouble(0.16, 0.24));
    }

    /// <summary>About how far a point is from the figure's edge; negative inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Distance(double x, double y) =>
        Label switch
        {
            0 => Length(x, y) - 0.85,
            1 => Math.Abs(Length(x, y) - 0.7) - Stroke,
            2 => Math.Max(Math.Abs(x), Math.Abs(y)) - 0.75,
            3 => Math.Max(Math.Abs(x) * 0.866 - y * 0.5, y) - 0.5,
            4 => Math.Min(Bar(x, y), Bar(y, x)),
            5 => Stripe(x),
            6 => Xor(Stripe(x), Stripe(y)),
            7 => Dots(x, y),
            8 => Wave(x, y),
            _ => Spiral(x, y),
        };

    private double Bar(double along, double across) => Math.Max(Math.Abs(along) - 0.9, Math.Abs(across) - 1.3 * Stroke);

    private double Stripe(double x) => (Math.Abs(Fraction(x * Frequency + Phase) - 0.5) - 0.25) / Frequency;

    private double Dots(double x, double y)
    {
        var row = y * Frequency + Phase;
        var column = x * Frequency + Phase + (Math.Floor(row) % 2 == 0 ? 0 : 0.5);
        return (Length(Fraction(column) - 0.5, Fraction(row) - 0.5) - 0.3) / Frequency;
    }

    private double Wave(double x, double y)
    {
        const double amplitude = 0.45;
        var turns = 2 * Math.PI * 0.6 * Frequency;
        var (sin, cos) = Math.SinCos(turns * x + 2 * Math.PI * Phase);
        var slope = amplitude * turns * cos;
        return Math.Max(Math.Abs(y - amplitude * sin) / Math.Sqrt(1 + slope * slope) - 0.8 * Stroke, Math.Abs(x) - 1);
    }

    private double Spiral(double x, double y)
    {
        var radius = Length(x, y);
        var turn = Math.Atan2(y, x) / (2 * Math.PI);
        const double spacing = 0.5;
        var fromArm = Math.Abs(Fraction(radius / spacing - turn + Phase) - 0.5) * spacing;
        return Math.Max(fromArm - 0.6 * Stroke, radius - 0.95);
    }

    private static double Xor(double a, double b) => Math.Max(Math.Min(a, b), -Math.Max(a, b));

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);

    private static double Fraction(double value) => value - Math.Floor(value);
}
