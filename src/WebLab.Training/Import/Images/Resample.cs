using WebLab.Contracts.Datasets;

namespace WebLab.Training.Import.Images;

/// <summary>
/// Brings pixels to a size by a triangle as wide as the step between pixels, which is bilinear where it enlarges and takes every pixel
/// into account where it reduces. Plain arithmetic, so that a set has the same content on every machine.
/// </summary>
internal static class Resample
{
    /// <summary>Fits an image into a shape.</summary>
    /// <param name="pixels">Four bytes a pixel, row by row; the fourth is not looked at.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="shape">What it is brought to.</param>
    /// <param name="target">CHW.</param>
    public static void Fit(byte[] pixels, int width, int height, ImageShape shape, Span<byte> target)
    {
        var (left, top, cutWidth, cutHeight) = Cut(width, height, shape);
        if (cutWidth == shape.Width && cutHeight == shape.Height && left == Math.Floor(left) && top == Math.Floor(top))
        {
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Width; x++)
                {
                    var at = 4 * ((((int)top + y) * width) + (int)left + x);
                    Put(target, shape, y, x, pixels[at], pixels[at + 1], pixels[at + 2]);
                }
            }
            return;
        }
        var across = Weights(left, cutWidth, shape.Width, width);
        var down = Weights(top, cutHeight, shape.Height, height);
        var rows = new float[3 * shape.Width * height];
        var (firstRow, lastRow) = (down[0].First, down[^1].First + down[^1].Values.Length);
        for (var y = firstRow; y < lastRow; y++)
        {
            for (var x = 0; x < shape.Width; x++)
            {
                var (first, values) = across[x];
                float red = 0,
                    green = 0,
                    blue = 0;
                var at = 4 * ((y * width) + first);
                foreach (var weight in values)
                {
                    red += weight * pixels[at];
                    green += weight * pixels[at + 1];
                    blue += weight * pixels[at + 2];
                    at += 4;
                }
                var to = 3 * ((y * shape.Width) + x);
                (rows[to], rows[to + 1], rows[to + 2]) = (red, green, blue);
            }
        }
        for (var y = 0; y < shape.Height; y++)
        {
            var (first, values) = down[y];
            for (var x = 0; x < shape.Width; x++)
            {
                float red = 0,
                    green = 0,
                    blue = 0;
                for (var i = 0; i < values.Length; i++)
                {
                    var from = 3 * (((first + i) * shape.Width) + x);
                    red += values[i] * rows[from];
                    green += values[i] * rows[from + 1];
                    blue += values[i] * rows[from + 2];
                }
                Put(target, shape, y, x, Round(red), Round(green), Round(blue));
            }
        }
    }

    /// <summary>The part of the image that is shown: all of it, or the largest or the plain centre of the shape's proportions.</summary>
    private static (double Left, double Top, double Width, double Height) Cut(int width, int height, ImageShape shape)
    {
        if (shape.Fit == ImageFit.Stretch)
            return (0, 0, width, height);
        var (cutWidth, cutHeight) = ((double)shape.Width, (double)shape.Height);
        if (shape.Fit == ImageFit.ResizeAndCrop || width < shape.Width || height < shape.Height)
        {
            var scale = Math.Min((double)width / shape.Width, (double)height / shape.Height);
            (cutWidth, cutHeight) = (scale * shape.Width, scale * shape.Height);
        }
        return (Math.Floor((width - cutWidth) / 2), Math.Floor((height - cutHeight) / 2), cutWidth, cutHeight);
    }

    private static (int First, float[] Values)[] Weights(double from, double length, int count, int limit)
    {
        var step = length / count;
        var reach = Math.Max(step, 1);
        var weights = new (int, float[])[count];
        for (var i = 0; i < count; i++)
        {
            var centre = from + ((i + 0.5) * step);
            var first = Math.Clamp((int)Math.Floor(centre - reach + 0.5), 0, limit - 1);
            var last = Math.Clamp((int)Math.Floor(centre + reach + 0.5), first + 1, limit);
            var values = new double[last - first];
            for (var j = 0; j < values.Length; j++)
                values[j] = Math.Max(0, 1 - (Math.Abs(first + j + 0.5 - centre) / reach));
            var sum = values.Sum();
            weights[i] = (first, sum > 0 ? Array.ConvertAll(values, value => (float)(value / sum)) : [1]);
        }
        return weights;
    }

    private static byte Round(float value) => (byte)Math.Clamp((int)(value + 0.5f), 0, 255);

    // Grey as broadcast television weighs it (ITU-R BT.601), as PIL's "L" does.
    private static void Put(Span<byte> target, ImageShape shape, int y, int x, byte red, byte green, byte blue)
    {
        var at = (y * shape.Width) + x;
        if (shape.Channels == 1)
        {
            target[at] = (byte)(((red * 19_595) + (green * 38_470) + (blue * 7_471) + 32_768) >> 16);
            return;
        }
        var plane = shape.Width * shape.Height;
        target[at] = red;
        target[at + plane] = green;
        target[at + (2 * plane)] = blue;
    }
}
