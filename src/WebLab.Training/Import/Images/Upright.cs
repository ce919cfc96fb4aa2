namespace WebLab.Training.Import.Images;

/// <summary>Turns what a camera held otherwise: the eight orientations of Exif.</summary>
internal static class Upright
{
    public static (byte[] Pixels, int Width, int Height) Turn(byte[] pixels, int width, int height, int orientation)
    {
        if (orientation is < 2 or > 8)
            return (pixels, width, height);
        var (turnedWidth, turnedHeight) = orientation >= 5 ? (height, width) : (width, height);
        var turned = new byte[pixels.Length];
        for (var y = 0; y < turnedHeight; y++)
        {
            for (var x = 0; x < turnedWidth; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                pixels.AsSpan(4 * ((fromY * width) + fromX), 4).CopyTo(turned.AsSpan(4 * ((y * turnedWidth) + x)));
            }
        }
        return (turned, turnedWidth, turnedHeight);
    }
}
