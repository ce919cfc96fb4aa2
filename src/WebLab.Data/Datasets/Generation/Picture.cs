using System.Runtime.CompilerServices;

namespace WebLab.Data.Datasets.Generation;

/// <summary>A figure somewhere on a cluttered background, lit from one side. Coordinates run from -1 to 1 over the image.</summary>
internal sealed class Picture
{
    private const double NoiseDeviation = 0.1;

    private readonly DrawnFigure _figure;
    private readonly double _x,
        _y,
        _size,
        _cos,
        _sin,
        _lightX,
        _lightY;
    private readonly Colour _near,
        _far,
        _paint;
    private readonly Blob[] _blobs;

    /// <summary>Places, lights and colours a figure at random.</summary>
    public Picture(byte label, RandomStream random)
    {
        _figure = DrawnFigure.Draw(label, random);
        _size = random.NextDouble(0.55, 0.85);
        _x = 0.22 * random.NextGaussian();
        _y = 0.22 * random.NextGaussian();
        (_sin, _cos) = Math.SinCos(0.45 * random.NextGaussian());
        (_lightY, _lightX) = Math.SinCos(2 * Math.PI * random.NextDouble());

        // Most figures are light on dark and each class leans towards a hue: all that a linear model can see of them.
        var isLight = random.NextDouble() < 0.75;
        var hue = label / 10.0 + 0.13 * random.NextGaussian();
        _paint = Colour.Of(hue, random.NextDouble(0.4, 0.9), isLight ? random.NextDouble(0.75, 1) : random.NextDouble(0.1, 0.45));

        var groundHue = random.NextDouble();
        var groundValue = isLight ? random.NextDouble(0.15, 0.45) : random.NextDouble(0.65, 0.95);
        _near = Colour.Of(groundHue, random.NextDouble(0.2, 0.6), groundValue);
        _far = Colour.Of(groundHue + 0.15 * random.NextGaussian(), random.NextDouble(0.2, 0.6), groundValue + random.NextDouble(-0.1, 0.1));
        _blobs = [.. Enumerable.Range(0, 3).Select(_ => Blob.Draw(random))];
    }

    /// <summary>Paints the picture, CHW, with fine noise.</summary>
    /// <remarks>Optimised from the first call: the set is drawn once, at a run's start, and over before the runtime would get round to
    /// it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        return (byte)Math.Clamp(255 * (value + NoiseDeviation / 18.5 * (sum - 62)) + 0.5, 0, 255);
    }
}
