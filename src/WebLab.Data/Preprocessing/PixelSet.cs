using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Data.Preprocessing;

/// <summary>Images between storage and the network: cropped or not, corrupted or not, 0 to 255 divided by 255, not yet whitened.</summary>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
/// <param name="channels">1 or 3.</param>
/// <param name="values">Image after image, CHW; 0 to 1, beyond for Gaussian pixels.</param>
public sealed class PixelSet(int height, int width, int channels, float[] values)
{
    /// <summary>The number of images.</summary>
    public int Count => Values.Length / ImageLength;

    /// <summary>Rows of an image.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of an image.</summary>
    public int Width { get; } = width;

    /// <summary>1 or 3.</summary>
    public int Channels { get; } = channels;

    /// <summary>Values of one image.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>Image after image, CHW; 0 to 1, beyond for Gaussian pixels.</summary>
    public float[] Values { get; } = values;

    /// <summary>The values of one image, CHW.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Span<float> Image(int index) => Values.AsSpan(index * ImageLength, ImageLength);

    /// <summary>The images as stored, divided by 255.</summary>
    /// <param name="images">Images of any size.</param>
    public static PixelSet Stored(ImageSet images) => Cut(images, images.Height, images.Width);

    /// <summary>The central square of each image (paper, appendix A), divided by 255.</summary>
    /// <param name="images">Images of at least <paramref name="side"/> rows and columns.</param>
    /// <param name="side">The square's side; the paper's is 28.</param>
    public static PixelSet CentreCrop(ImageSet images, int side) => Cut(images, side, side);

    /// <summary>What a network gets of each image of a data set, divided by 255.</summary>
    /// <param name="images">Images of the set.</param>
    /// <param name="facts">What is fixed about it.</param>
    public static PixelSet Input(ImageSet images, DatasetFacts facts) => Cut(images, facts.InputHeight, facts.InputWidth);

    /// <summary>The central square of each image; these images themselves when they are no larger.</summary>
    /// <param name="side">The square's side.</param>
    public PixelSet CentreCrop(int side)
    {
        if (Height == side && Width == side)
            return this;
        var (top, left) = ((Height - side) / 2, (Width - side) / 2);
        var cut = new PixelSet(side, side, Channels, new float[Count * side * side * Channels]);
        Parallel.For(
            0,
            Count,
            i =>
            {
                for (var row = 0; row < Channels * side; row++)
                {
                    var (channel, y) = Math.DivRem(row, side);
                    Image(i).Slice(((channel * Height) + top + y) * Width + left, side).CopyTo(cut.Image(i)[(row * side)..]);
                }
            }
        );
        return cut;
    }

    /// <summary>Writes one image's central rectangle, divided by 255.</summary>
    internal static void Cut(ImageSet images, int index, int height, int width, Span<float> target)
    {
        var source = images.Image(index);
        var top = (images.Height - height) / 2;
        var left = (images.Width - width) / 2;
        var next = 0;
        for (var channel = 0; channel < images.Channels; channel++)
        {
            for (var row = top; row < top + height; row++)
            {
                foreach (var value in source.Slice((channel * images.Height + row) * images.Width + left, width))
                    target[next++] = value / 255f;
            }
        }
    }

    private static PixelSet Cut(ImageSet images, int height, int width)
    {
        // Features are what they are: neither cut nor divided.
        if (images.Features is { } features)
            return new(1, images.Width, 1, [.. features]);
        var cut = new PixelSet(height, width, images.Channels, new float[images.Count * height * width * images.Channels]);
        Parallel.For(0, images.Count, i => Cut(images, i, height, width, cut.Image(i)));
        return cut;
    }
}
