namespace WebLab.Data.Datasets.Generation;

/// <summary>A figure somewhere on a cluttered background, lit from one side. Coordinates run from -1 to 1 over the image.</summary>
internal sealed class Picture
{
    private const double NoiseDeviation = 0.035;

    private readonly Figure _figure;
    private readonly double _x, _y, _size, _cos, _sin, _lightX, _lightY;
    private readonly Colour _near, _far, _paint;
    private readonly Blob[] _blobs;

    private Picture(byte label, RandomStream random)
    {
        _figure = Figure.Draw(label, random);
        _size = 0.6 + 0.25 * random.NextDouble();
        _x = 0.2 * random.NextGaussian();
        _y = 0.2 * random.NextGaussian();
        var angle = 0.35 * random.NextGaussian();
        (_sin, _cos) = Math.SinCos(angle);
        (_lightY, _lightX) = Math.SinCos(2 * Math.PI * random.NextDouble());

        var bright = random.NextDouble() < 0.7;
        var hue = random.NextDouble();
        var backgroundHue = random.NextDouble();
        var value = bright ? 0.15 + 0.3 * random.NextDouble() : 0.65 + 0.3 * random.NextDouble();
        _near = Colour.Of(backgroundHue, 0.2 + 0.4 * random.NextDouble(), value);
        _far = Colour.Of(backgroundHue + 0.15 * random.NextGaussian(), 0.2 + 0.4 * random.NextDouble(), value + 0.2 * (random.NextDouble() - 0.5));
        _paint = Colour.Of(hue, 0.4 + 0.5 * random.NextDouble(), bright ? 0.75 + 0.25 * random.NextDouble() : 0.1 + 0.35 * random.NextDouble());
        _blobs = [.. Enumerable.Range(0, 3).Select(_ => Blob.Draw(random))];
    }

    public static Picture Draw(byte label, RandomStream random) => new(label, random);

    /// <summary>Paints the picture, CHW, with fine noise.</summary>
    public void Paint(int side, RandomStream random, Span<byte> image)
    {
        var pixel = 2.0 / side;
        var plane = side * side;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var colour = At((column + 0.5) * pixel - 1, (row + 0.5) * pixel - 1, pixel);
                var at = row * side + column;
                var noise = random.NextUInt64();
                image[at] = ToByte(colour.Red, noise);
                image[plane + at] = ToByte(colour.Green, noise >> 20);
                image[2 * plane + at] = ToByte(colour.Blue, noise >> 40);
            }
        }
    }

    private Colour At(double x, double y, double pixel)
    {
        var towardsLight = 0.5 * (x * _lightX + y * _lightY);
        var colour = Colour.Mix(_near, _far, Math.Clamp(0.5 + towardsLight, 0, 1));
        foreach (var blob in _blobs)
            colour = blob.Over(colour, x, y);

        var (dx, dy) = ((x - _x) / _size, (y - _y) / _size);
        var distance = _figure.Distance(dx * _cos + dy * _sin, dy * _cos - dx * _sin) * _size;
        var coverage = Math.Clamp(0.5 - distance / pixel, 0, 1);
        var lit = Colour.Mix(_paint, towardsLight > 0 ? new(1, 1, 1) : new(0, 0, 0), 0.3 * Math.Abs(towardsLight));
        return Colour.Mix(colour, lit, coverage);
    }

    // The sum of four uniform 5-bit numbers has mean 62 and deviation 18.5: close to a Gaussian, and cheap.
    private static byte ToByte(double value, ulong noise)
    {
        var sum = (int)(noise & 31) + (int)((noise >> 5) & 31) + (int)((noise >> 10) & 31) + (int)((noise >> 15) & 31);
        return (byte)Math.Clamp(Math.Round(255 * (value + NoiseDeviation * (sum - 62) / 18.5)), 0, 255);
    }
}
