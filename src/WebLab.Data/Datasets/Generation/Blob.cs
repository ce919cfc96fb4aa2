namespace WebLab.Data.Datasets.Generation;

/// <summary>A soft spot of clutter. Coordinates run from -1 to 1 over the image.</summary>
internal readonly record struct Blob(double X, double Y, double Radius, Colour Colour, double Strength)
{
    public static Blob Draw(RandomStream random) => new(
        2 * random.NextDouble() - 1,
        2 * random.NextDouble() - 1,
        0.2 + 0.4 * random.NextDouble(),
        Colour.Of(random.NextDouble(), 0.5 * random.NextDouble(), random.NextDouble()),
        0.2 + 0.5 * random.NextDouble());

    public Colour Over(Colour below, double x, double y)
    {
        var nearness = 1 - ((x - X) * (x - X) + (y - Y) * (y - Y)) / (Radius * Radius);
        return nearness <= 0 ? below : Colour.Mix(below, Colour, Strength * nearness);
    }
}
