using System.Globalization;
using System.Text;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Experiments;

/// <summary>Three small pictures that show what a corruption does; each is a grid of pixels drawn as one path.</summary>
public static class PresetGlyph
{
    /// <summary>Pixels along a picture's side.</summary>
    public const int Side = 10;

    private const int Pixels = Side * Side;

    // Any step without a common factor with the number of pixels visits each of them once.
    private static readonly int[] Steps = [37, 61, 83];

    /// <summary>The lit pixels of picture <paramref name="index"/> (0 a disc, 1 a ring, 2 a cross) as an SVG path of unit
    /// squares.</summary>
    public static string Path(string kind, int index)
    {
        var path = new StringBuilder();
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            if (!IsLit(kind, index, pixel))
                continue;
            path.Append(CultureInfo.InvariantCulture, $"M{pixel % Side} {pixel / Side}h1v1h-1z");
        }
        return path.ToString();
    }

    private static bool IsLit(string kind, int index, int pixel) =>
        kind switch
        {
            CorruptionKind.ShuffledPixels => Shape(index, Moved(pixel, Steps[0])),
            CorruptionKind.RandomPixels => Shape(index, Moved(pixel, Steps[index])),
            CorruptionKind.Gaussian => Noise(pixel + (index * Pixels)),
            _ => Shape(index, pixel),
        };

    private static int Moved(int pixel, int step) => ((pixel * step) + 17) % Pixels;

    private static bool Noise(int n)
    {
        // The integer hash of a pixel's number: scattered, and the same at every visit.
        var mixed = (uint)n * 2_654_435_769u;
        mixed ^= mixed >> 15;
        mixed *= 2_246_822_519u;
        return ((mixed >> 13) & 7) < 3;
    }

    private static bool Shape(int index, int pixel)
    {
        var (x, y) = ((pixel % Side) - 4.5, (pixel / Side) - 4.5);
        var radius = Math.Sqrt((x * x) + (y * y));
        return index switch
        {
            0 => radius < 3.9,
            1 => radius is > 2.4 and < 4.4,
            _ => (Math.Abs(x) < 1.1 || Math.Abs(y) < 1.1) && radius < 4.6,
        };
    }
}
