using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Images;

/// <summary>Many small images side by side in one PNG.</summary>
public static class ImageSheet
{
    /// <summary>Lays out images as stored.</summary>
    /// <param name="images">One image or more.</param>
    /// <param name="columns">Images a row, at least 1.</param>
    /// <returns>A PNG of columns x width by rows x height pixels, without gaps; places after the last image are black.</returns>
    public static byte[] Encode(ImageSet images, int columns) =>
        Encode(images.Count, images.Height, images.Width, images.Channels, columns, images.Pixels);

    /// <summary>Lays out images as trained on.</summary>
    /// <param name="pixels">One image or more; values beyond 0 to 1 are shown as 0 or 1.</param>
    /// <param name="columns">Images a row, at least 1.</param>
    /// <returns>A PNG, as above.</returns>
    public static byte[] Encode(PixelSet pixels, int columns) =>
        Encode(
            pixels.Count,
            pixels.Height,
            pixels.Width,
            pixels.Channels,
            columns,
            Array.ConvertAll(pixels.Values, value => (byte)Math.Clamp(MathF.Round(255 * value), 0, 255))
        );

    private static byte[] Encode(int count, int height, int width, int channels, int columns, byte[] pixels)
    {
        var rows = (count + columns - 1) / columns;
        var sheetWidth = columns * width;
        var sheet = new byte[rows * height * sheetWidth * channels];
        var next = 0;
        for (var image = 0; image < count; image++)
        {
            var (top, left) = (image / columns * height, image % columns * width);
            for (var channel = 0; channel < channels; channel++)
            {
                for (var y = top; y < top + height; y++)
                {
                    for (var x = left; x < left + width; x++)
                        sheet[(y * sheetWidth + x) * channels + channel] = pixels[next++];
                }
            }
        }
        return PngWriter.Encode(sheetWidth, rows * height, channels, sheet);
    }
}
