namespace WebLab.Data.Datasets;

/// <summary>Examples as their publisher stored them, with their true labels: images, or rows of features, which are as images of one
/// row.</summary>
public sealed class ImageSet
{
    /// <summary>Images.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="pixels">Image after image, each channel by channel and row by row (CHW), 0 to 255.</param>
    /// <param name="labels">One class index an image.</param>
    public ImageSet(int height, int width, int channels, byte[] pixels, byte[] labels) =>
        (Height, Width, Channels, Pixels, Labels) = (height, width, channels, pixels, labels);

    /// <summary>Rows of features.</summary>
    /// <param name="width">Features of a row.</param>
    /// <param name="features">Row after row, of any range.</param>
    /// <param name="labels">One class index a row.</param>
    public ImageSet(int width, float[] features, byte[] labels) =>
        (Height, Width, Channels, Features, Labels) = (1, width, 1, features, labels);

    /// <summary>The number of examples.</summary>
    public int Count => Labels.Length;

    /// <summary>Rows of an image; 1 for features.</summary>
    public int Height { get; }

    /// <summary>Columns of an image; the number of features.</summary>
    public int Width { get; }

    /// <summary>1 or 3; 1 for features.</summary>
    public int Channels { get; }

    /// <summary>Values of one example.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>Image after image, CHW, 0 to 255; nothing for features.</summary>
    public byte[] Pixels { get; } = [];

    /// <summary>Row after row, of any range; null for images.</summary>
    public float[]? Features { get; }

    /// <summary>One class index an example.</summary>
    public byte[] Labels { get; }

    /// <summary>The values of one image, CHW.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * ImageLength, ImageLength);

    /// <summary>The first examples.</summary>
    /// <param name="count">How many; more than there are means all.</param>
    public ImageSet First(int count) =>
        count >= Count ? this
        : Features is { } features ? new(Width, features[..(count * Width)], Labels[..count])
        : new(Height, Width, Channels, Pixels[..(count * ImageLength)], Labels[..count]);

    /// <summary>Some of the examples, in the order asked for.</summary>
    /// <param name="indices">Each 0 to <see cref="Count"/> - 1.</param>
    public ImageSet Pick(IReadOnlyList<int> indices)
    {
        byte[] labels = [.. indices.Select(index => Labels[index])];
        return Features is { } features
            ? new(Width, Pick(features, indices), labels)
            : new(Height, Width, Channels, Pick(Pixels, indices), labels);
    }

    private T[] Pick<T>(T[] values, IReadOnlyList<int> indices)
    {
        var picked = new T[indices.Count * ImageLength];
        for (var i = 0; i < indices.Count; i++)
            values.AsSpan(indices[i] * ImageLength, ImageLength).CopyTo(picked.AsSpan(i * ImageLength));
        return picked;
    }
}
