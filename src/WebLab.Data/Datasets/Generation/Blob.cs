using System.Runtime.CompilerServices;

namespace WebLab.Data.Datasets.Generation;

/// <summary>A soft spot of clutter. Coordinates run from -1 to 1 over the image.</summary>
internal readonly record struct Blob(double X, double Y, double Radius, Colour Colour, double Strength)
{
    public static Blob Draw(RandomStream random) =>
        new(
            random.NextDouble(-1, 1),
            random.NextDouble(-1, 1),
            random.NextDouble(0.2, 0.6),
            Colour.Of(random.NextDouble(), random.NextDouble(0, 0.5), random.NextDouble()),
            random.NextDouble(0.2, 0.7)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Colour Over(Colour below, double x, double y)
    {
        var nearness = 1 - ((x - X) * (x - X) + (y - Y) * (y - Y)) / (Radius * Radius);
        return nearness <= 0 ? below : Colour.Mix(below, Colour, Strength * nearness);
    }
}
