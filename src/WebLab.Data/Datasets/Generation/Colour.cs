using System.Runtime.CompilerServices;

namespace WebLab.Data.Datasets.Generation;

/// <summary>Red, green and blue, 0 to 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    /// <summary>The colour of a hue (0 to 1, cyclic), saturation and value (0 to 1).</summary>
    public static Colour Of(double hue, double saturation, double value)
    {
        return new(Channel(1), Channel(2.0 / 3), Channel(1.0 / 3));

        double Channel(double offset)
        {
            var position = hue + offset;
            var distance = Math.Abs((position - Math.Floor(position)) * 6 - 3) - 1;
            return value * (1 - saturation + saturation * Math.Clamp(distance, 0, 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Colour Mix(Colour from, Colour to, double share) =>
        new(
            from.Red + (to.Red - from.Red) * share,
            from.Green + (to.Green - from.Green) * share,
            from.Blue + (to.Blue - from.Blue) * share
        );
}
