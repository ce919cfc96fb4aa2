namespace WebLab.Data.Datasets;

/// <summary>Images as their publisher stored them, with their true labels.</summary>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
/// <param name="channels">1 or 3.</param>
/// <param name="pixels">Image after image, each channel by channel and row by row (CHW), 0 to 255.</param>
/// <param name="labels">One class index an image.</param>
public sealed class ImageSet(int height, int width, int channels, byte[] pixels, byte[] labels)
{
    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Rows of an image.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of an image.</summary>
    public int Width { get; } = width;

    /// <summary>1 or 3.</summary>
    public int Channels { get; } = channels;

    /// <summary>Values of one image.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>Image after image, CHW, 0 to 255.</summary>
    public byte[] Pixels { get; } = pixels;

    /// <summary>One class index an image.</summary>
    public byte[] Labels { get; } = labels;

    /// <summary>The values of one image, CHW.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * ImageLength, ImageLength);

    /// <summary>The first images.</summary>
    /// <param name="count">How many; more than there are means all.</param>
    public ImageSet First(int count) =>
        count >= Count ? this : new(Height, Width, Channels, Pixels[..(count * ImageLength)], Labels[..count]);

    /// <summary>Some of the images, in the order asked for.</summary>
    /// <param name="indices">Each 0 to <see cref="Count"/> - 1.</param>
    public ImageSet Pick(IReadOnlyList<int> indices)
    {
        var picked = new byte[indices.Count * ImageLength];
        for (var i = 0; i < indices.Count; i++)
            Image(indices[i]).CopyTo(picked.AsSpan(i * ImageLength));
        return new(Height, Width, Channels, picked, [.. indices.Select(index => Labels[index])]);
    }
}
