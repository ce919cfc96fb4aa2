using WebLab.Data.Preprocessing;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>Images and labels on the device, each as one tensor, so that nothing is copied from the host while training; or the labels
/// alone, and images that stay in their files and come a batch at a time.</summary>
internal sealed class DeviceImages : IDisposable
{
    private readonly Tensor? _pixels;
    private readonly StreamedPixels? _streamed;
    private readonly bool _channelsLast;

    /// <summary>Copies images to a device.</summary>
    /// <param name="images">The images, CHW, ready for the network.</param>
    /// <param name="givenLabels">The label that each is trained with, one class index an image.</param>
    /// <param name="trueLabels">The publisher's.</param>
    /// <param name="chosen">Which of them, in this order.</param>
    /// <param name="channelsLast">Whether they lie in memory as rows x columns x channels, in which convolutions are fastest.</param>
    /// <param name="device">Where to.</param>
    public DeviceImages(PixelSet images, byte[] givenLabels, byte[] trueLabels, int[] chosen, bool channelsLast, Device device)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(chosen, dtype: ScalarType.Int64);
        (Height, Width, Device, _channelsLast, Indices) = (images.Height, images.Width, device, channelsLast, chosen);
        GivenLabels = tensor(givenLabels, dtype: ScalarType.Int64).index_select(0, rows).to(device).MoveToOuterDisposeScope();
        TrueLabels = tensor(trueLabels, dtype: ScalarType.Int64).index_select(0, rows).to(device).MoveToOuterDisposeScope();
        if (!images.IsHeld)
        {
            _streamed = new(images, chosen, channelsLast, device);
            return;
        }
        var pixels = tensor(images.Values, [images.Count, images.Channels, images.Height, images.Width]);
        // A copy in any case: products add up in an order that depends on where memory begins, and .NET's arrays begin anywhere. Sharing
        // the array made one test loss of two trainings differ by two units in the last place.
        pixels = chosen.SequenceEqual(Enumerable.Range(0, images.Count)) ? pixels.clone() : pixels.index_select(0, rows);
        _pixels = (channelsLast ? pixels.permute(0, 2, 3, 1).contiguous() : pixels).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The place of each in the set that it was chosen from: its original index.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>One class index an image, int64.</summary>
    public Tensor GivenLabels { get; }

    /// <summary>One class index an image, int64.</summary>
    public Tensor TrueLabels { get; }

    /// <summary>The number of images.</summary>
    public int Count => Indices.Count;

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Where they are.</summary>
    public Device Device { get; }

    /// <summary>Says in what order <see cref="Select"/> will be asked for images, so that those in files can be read ahead.</summary>
    /// <param name="order">Their indices.</param>
    /// <param name="batch">How many at a time.</param>
    public void Follow(ReadOnlySpan<int> order, int batch) => _streamed?.Follow(order, batch);

    /// <summary>Copies of some images, N x channels x rows x columns; of images in files the next of the order that was said.</summary>
    /// <param name="rows">Their indices, int64, on the device.</param>
    public Tensor Select(Tensor rows) => ChannelsFirst(_pixels is null ? _streamed!.Select(rows) : _pixels.index_select(0, rows));

    /// <summary>Consecutive images, of those in memory without a copy, N x channels x rows x columns.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    public Tensor Slice(int start, int count) =>
        ChannelsFirst(_pixels is null ? _streamed!.Slice(start, count) : _pixels.narrow(0, start, count));

    public void Dispose()
    {
        _pixels?.Dispose();
        _streamed?.Dispose();
        GivenLabels.Dispose();
        TrueLabels.Dispose();
    }

    private Tensor ChannelsFirst(Tensor pixels) => _channelsLast ? pixels.permute(0, 3, 1, 2) : pixels;
}
