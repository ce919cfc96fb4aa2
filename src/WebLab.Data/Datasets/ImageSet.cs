using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>Reads examples that stay in their files; from several threads at once.</summary>
/// <param name="first">The index of the first.</param>
/// <param name="values">Where their values go: as many as fill it.</param>
public delegate void ReadExamples<T>(int first, Span<T> values);

/// <summary>Examples as their publisher stored them, with their true labels: images, or rows of features, which are as images of one
/// row. They are in memory, or stay in their files and are read where they are asked for.</summary>
public sealed class ImageSet
{
    private const int PartBytes = 4 * 1024 * 1024;

    private readonly byte[]? _pixels;
    private readonly float[]? _features;
    private readonly ReadExamples<byte>? _readPixels;
    private readonly ReadExamples<float>? _readFeatures;

    /// <summary>Images.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="pixels">Image after image, each channel by channel and row by row (CHW), 0 to 255.</param>
    /// <param name="labels">One class index an image.</param>
    public ImageSet(int height, int width, int channels, byte[] pixels, byte[] labels) =>
        (Height, Width, Channels, _pixels, Labels) = (height, width, channels, pixels, labels);

    /// <summary>Rows of features.</summary>
    /// <param name="width">Features of a row.</param>
    /// <param name="features">Row after row, of any range.</param>
    /// <param name="labels">One class index a row.</param>
    public ImageSet(int width, float[] features, byte[] labels) =>
        (Height, Width, Channels, _features, Labels) = (1, width, 1, features, labels);

    /// <summary>Images that stay in their files.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="read">Reads pixels.</param>
    /// <param name="labels">One class index an image.</param>
    public ImageSet(int height, int width, int channels, ReadExamples<byte> read, byte[] labels) =>
        (Height, Width, Channels, _readPixels, Labels) = (height, width, channels, read, labels);

    /// <summary>Rows of features that stay in their file.</summary>
    /// <param name="width">Features of a row.</param>
    /// <param name="read">Reads rows.</param>
    /// <param name="labels">One class index a row.</param>
    public ImageSet(int width, ReadExamples<float> read, byte[] labels) =>
        (Height, Width, Channels, _readFeatures, Labels) = (1, width, 1, read, labels);

    /// <summary>What an example is.</summary>
    public DatasetKind Kind => _features is null && _readFeatures is null ? DatasetKind.Images : DatasetKind.Features;

    /// <summary>Whether the examples are in memory.</summary>
    public bool IsHeld => _readPixels is null && _readFeatures is null;

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

    /// <summary>Image after image, CHW, 0 to 255; nothing for features. What stays in its files is read whole, each time.</summary>
    public byte[] Pixels => _pixels ?? (_readPixels is { } read ? New(read, 0, Count) : []);

    /// <summary>Row after row, of any range; null for images. What stays in its file is read whole, each time.</summary>
    public float[]? Features => _features ?? (_readFeatures is { } read ? New(read, 0, Count) : null);

    /// <summary>One class index an example.</summary>
    public byte[] Labels { get; }

    /// <summary>The values of one image, CHW.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Image(int index) =>
        _pixels is { } pixels ? pixels.AsSpan(index * ImageLength, ImageLength) : New(_readPixels!, index, 1);

    /// <summary>Copies images that follow each other, CHW; from several threads at once.</summary>
    /// <param name="first">The index of the first.</param>
    /// <param name="pixels">Where they go: as many as fill it.</param>
    public void Read(int first, Span<byte> pixels) => Read(_pixels, _readPixels, first, pixels);

    /// <summary>Copies rows that follow each other; from several threads at once.</summary>
    /// <param name="first">The index of the first.</param>
    /// <param name="features">Where they go: as many as fill it.</param>
    public void Read(int first, Span<float> features) => Read(_features, _readFeatures, first, features);

    /// <summary>The first examples.</summary>
    /// <param name="count">How many; more than there are means all.</param>
    public ImageSet First(int count) =>
        count >= Count ? this
        : _readPixels is { } pixels ? new(Height, Width, Channels, pixels, Labels[..count])
        : _readFeatures is { } features ? new(Width, features, Labels[..count])
        : Part(0, count);

    /// <summary>The same examples with other labels.</summary>
    /// <param name="labels">One class index an example.</param>
    public ImageSet With(byte[] labels) =>
        _readPixels is { } pixels ? new(Height, Width, Channels, pixels, labels)
        : _readFeatures is { } features ? new(Width, features, labels)
        : Kind == DatasetKind.Images ? new(Height, Width, Channels, _pixels!, labels)
        : new(Width, _features!, labels);

    /// <summary>The same examples with labels that count from 0.</summary>
    /// <param name="first">The number of the first class.</param>
    internal ImageSet Counted(int first) => first == 0 ? this : With(Array.ConvertAll(Labels, label => (byte)(label - first)));

    /// <summary>Some examples that follow each other, in memory.</summary>
    /// <param name="first">The index of the first.</param>
    /// <param name="count">How many; no more than there are.</param>
    public ImageSet Part(int first, int count)
    {
        var (start, end, labels) = (first * ImageLength, (first + count) * ImageLength, Labels[first..(first + count)]);
        return Kind == DatasetKind.Images
            ? new(Height, Width, Channels, _readPixels is { } pixels ? New(pixels, first, count) : _pixels![start..end], labels)
            : new(Width, _readFeatures is { } features ? New(features, first, count) : _features![start..end], labels);
    }

    /// <summary>All examples, a part at a time, with the index of each part's first. A part is good until the next one is asked for: they
    /// are all read into the same memory.</summary>
    public IEnumerable<(int First, ImageSet Examples)> Parts()
    {
        if (IsHeld)
        {
            yield return (0, this);
            yield break;
        }
        var count = Math.Max(1, PartBytes / (ImageLength * (Kind == DatasetKind.Images ? 1 : sizeof(float))));
        var (pixels, features) = (
            _readPixels is null ? [] : new byte[count * ImageLength],
            _readFeatures is null ? [] : new float[count * ImageLength]
        );
        for (var first = 0; first < Count; first += count)
        {
            if (Count - first < count)
            {
                yield return (first, Part(first, Count - first));
                yield break;
            }
            _readPixels?.Invoke(first, pixels);
            _readFeatures?.Invoke(first, features);
            var labels = Labels[first..(first + count)];
            yield return (first, _readPixels is null ? new(Width, features, labels) : new(Height, Width, Channels, pixels, labels));
        }
    }

    private void Read<T>(T[]? values, ReadExamples<T>? read, int first, Span<T> target)
    {
        if (read is null)
            values.AsSpan(first * ImageLength, target.Length).CopyTo(target);
        else
            read(first, target);
    }

    private T[] New<T>(ReadExamples<T> read, int first, int count)
    {
        var values = new T[count * ImageLength];
        read(first, values);
        return values;
    }

    /// <summary>Some of the examples, in the order asked for.</summary>
    /// <param name="indices">Each 0 to <see cref="Count"/> - 1.</param>
    public ImageSet Pick(IReadOnlyList<int> indices)
    {
        byte[] labels = [.. indices.Select(index => Labels[index])];
        return Kind == DatasetKind.Features
            ? new(Width, Pick(_features, _readFeatures, indices), labels)
            : new(Height, Width, Channels, Pick(_pixels, _readPixels, indices), labels);
    }

    private T[] Pick<T>(T[]? values, ReadExamples<T>? read, IReadOnlyList<int> indices)
    {
        var picked = new T[indices.Count * ImageLength];
        for (var i = 0; i < indices.Count; i++)
        {
            var example = values is null ? New(read!, indices[i], 1) : values.AsSpan(indices[i] * ImageLength, ImageLength);
            example.CopyTo(picked.AsSpan(i * ImageLength));
        }
        return picked;
    }
}
