using System.Buffers;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Data.Preprocessing;

/// <summary>Reads images that are not in memory.</summary>
/// <param name="indices">Which, in this order.</param>
/// <param name="values">Where their values go, image after image.</param>
public delegate void ReadImages(ReadOnlySpan<int> indices, Span<float> values);

/// <summary>Changes an image in place; called from several threads at once.</summary>
/// <param name="index">Its index in the set.</param>
/// <param name="image">Its values, CHW.</param>
public delegate void ImageChange(int index, Span<float> image);

/// <summary>Images between storage and the network: cropped or not, corrupted or not, 0 to 255 divided by 255, not yet whitened. They are
/// in memory, or stay in their files and become what they should be whenever they are read.</summary>
public sealed class PixelSet
{
    private readonly float[]? _values;
    private readonly ReadImages? _read;

    /// <summary>Images in memory.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="values">Image after image, CHW; 0 to 1, beyond for Gaussian pixels.</param>
    public PixelSet(int height, int width, int channels, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (Height, Width, Channels, _values) = (height, width, channels, values);
        Count = values.Length / ImageLength;
    }

    private PixelSet(int height, int width, int channels, int count, ReadImages read) =>
        (Height, Width, Channels, Count, _read) = (height, width, channels, count, read);

    /// <summary>Whether the images are in memory.</summary>
    public bool IsHeld => _values is not null;

    /// <summary>The number of images.</summary>
    public int Count { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Values of one image.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>Image after image, CHW; 0 to 1, beyond for Gaussian pixels. Only of images in memory.</summary>
    public float[] Values => _values ?? throw new InvalidOperationException("These images stay in their files: read some of them.");

    /// <summary>The values of one image in memory, CHW.</summary>
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

    /// <summary>Copies some images.</summary>
    /// <param name="indices">Which, in this order.</param>
    /// <param name="values">Where their values go, image after image.</param>
    public void Read(ReadOnlySpan<int> indices, Span<float> values)
    {
        if (_read is not null)
        {
            _read(indices, values);
            return;
        }
        for (var i = 0; i < indices.Length; i++)
            Image(indices[i]).CopyTo(Place(values, i));
    }

    /// <summary>Changes each image: those in memory in place, others whenever they are read.</summary>
    /// <param name="change">What is done to an image.</param>
    /// <returns>The changed images: this set where they are in memory.</returns>
    public PixelSet Each(ImageChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (IsHeld)
        {
            Parallel.For(0, Count, i => change(i, Image(i)));
            return this;
        }
        return new(
            Height,
            Width,
            Channels,
            Count,
            (indices, values) =>
            {
                Read(indices, values);
                for (var i = 0; i < indices.Length; i++)
                    change(indices[i], Place(values, i));
            }
        );
    }

    /// <summary>The central rectangle of each image; these images themselves when they are no larger.</summary>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    public PixelSet CentreCrop(int height, int width)
    {
        if (Height == height && Width == width)
            return this;
        var length = height * width * Channels;
        if (IsHeld)
        {
            var cut = new PixelSet(height, width, Channels, new float[Count * length]);
            Parallel.For(0, Count, i => Crop(Image(i), height, width, cut.Image(i)));
            return cut;
        }
        return new(
            height,
            width,
            Channels,
            Count,
            (indices, values) =>
            {
                var whole = ArrayPool<float>.Shared.Rent(indices.Length * ImageLength);
                Read(indices, whole.AsSpan(0, indices.Length * ImageLength));
                for (var i = 0; i < indices.Length; i++)
                    Crop(Place(whole, i), height, width, values.Slice(i * length, length));
                ArrayPool<float>.Shared.Return(whole);
            }
        );
    }

    /// <summary>Writes one image's central rectangle, divided by 255.</summary>
    internal static void Cut(ImageSet images, ReadOnlySpan<byte> image, int height, int width, Span<float> target)
    {
        var top = (images.Height - height) / 2;
        var left = (images.Width - width) / 2;
        var next = 0;
        for (var channel = 0; channel < images.Channels; channel++)
        {
            for (var row = top; row < top + height; row++)
            {
                foreach (var value in image.Slice((channel * images.Height + row) * images.Width + left, width))
                    target[next++] = value / 255f;
            }
        }
    }

    private static PixelSet Cut(ImageSet images, int height, int width)
    {
        if (!images.IsHeld)
            return images.Kind == DatasetKind.Features
                ? new(1, images.Width, 1, images.Count, (indices, values) => ReadRows(images, indices, values))
                : new(height, width, images.Channels, images.Count, (indices, values) => ReadCut(images, indices, height, width, values));
        // Features are what they are: neither cut nor divided.
        if (images.Features is { } features)
            return new(1, images.Width, 1, [.. features]);
        var cut = new PixelSet(height, width, images.Channels, new float[images.Count * height * width * images.Channels]);
        Parallel.For(0, images.Count, i => Cut(images, images.Image(i), height, width, cut.Image(i)));
        return cut;
    }

    private static void ReadRows(ImageSet rows, ReadOnlySpan<int> indices, Span<float> values)
    {
        for (var i = 0; i < indices.Length;)
        {
            var count = Following(indices[i..]);
            rows.Read(indices[i], values.Slice(i * rows.Width, count * rows.Width));
            i += count;
        }
    }

    private static void ReadCut(ImageSet images, ReadOnlySpan<int> indices, int height, int width, Span<float> values)
    {
        var (stored, length) = (images.ImageLength, height * width * images.Channels);
        var bytes = ArrayPool<byte>.Shared.Rent(indices.Length * stored);
        for (var i = 0; i < indices.Length;)
        {
            var count = Following(indices[i..]);
            images.Read(indices[i], bytes.AsSpan(i * stored, count * stored));
            i += count;
        }
        for (var i = 0; i < indices.Length; i++)
            Cut(images, bytes.AsSpan(i * stored, stored), height, width, values.Slice(i * length, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>How many of the first indices follow each other, so that one look at the file reads them all.</summary>
    private static int Following(ReadOnlySpan<int> indices)
    {
        var count = 1;
        while (count < indices.Length && indices[count] == indices[count - 1] + 1)
            count++;
        return count;
    }

    private Span<float> Place(Span<float> values, int i) => values.Slice(i * ImageLength, ImageLength);

    private void Crop(ReadOnlySpan<float> image, int height, int width, Span<float> target)
    {
        var (top, left) = ((Height - height) / 2, (Width - width) / 2);
        for (var row = 0; row < Channels * height; row++)
        {
            var (channel, y) = Math.DivRem(row, height);
            image.Slice(((channel * Height) + top + y) * Width + left, width).CopyTo(target[(row * width)..]);
        }
    }
}
