using WebLab.Data.Preprocessing;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>Images and labels on the device, each as one tensor, so that nothing is copied from the host while training.</summary>
internal sealed class DeviceImages : IDisposable
{
    private readonly Tensor _pixels;
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
        var pixels = tensor(images.Values, [images.Count, images.Channels, images.Height, images.Width]);
        // A copy in any case: products add up in an order that depends on where memory begins, and .NET's arrays begin anywhere. Sharing
        // the array made one test loss of two trainings differ by two units in the last place.
        pixels = chosen.SequenceEqual(Enumerable.Range(0, images.Count)) ? pixels.clone() : pixels.index_select(0, rows);
        _pixels = (channelsLast ? pixels.permute(0, 2, 3, 1).contiguous() : pixels).to(device).MoveToOuterDisposeScope();
        _channelsLast = channelsLast;
        Indices = chosen;
        GivenLabels = tensor(givenLabels, dtype: ScalarType.Int64).index_select(0, rows).to(device).MoveToOuterDisposeScope();
        TrueLabels = tensor(trueLabels, dtype: ScalarType.Int64).index_select(0, rows).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The place of each in the set that it was chosen from: its original index.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>One class index an image, int64.</summary>
    public Tensor GivenLabels { get; }

    /// <summary>One class index an image, int64.</summary>
    public Tensor TrueLabels { get; }

    /// <summary>The number of images.</summary>
    public int Count => (int)_pixels.shape[0];

    /// <summary>Rows of an image.</summary>
    public int Height => (int)_pixels.shape[_channelsLast ? 1 : 2];

    /// <summary>Columns of an image.</summary>
    public int Width => (int)_pixels.shape[_channelsLast ? 2 : 3];

    /// <summary>Where they are.</summary>
    public Device Device => _pixels.device;

    /// <summary>Copies of some images, N x channels x rows x columns.</summary>
    /// <param name="rows">Their indices, int64, on the device.</param>
    public Tensor Select(Tensor rows) => ChannelsFirst(_pixels.index_select(0, rows));

    /// <summary>Consecutive images without a copy, N x channels x rows x columns.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    public Tensor Slice(int start, int count) => ChannelsFirst(_pixels.narrow(0, start, count));

    public void Dispose()
    {
        _pixels.Dispose();
        GivenLabels.Dispose();
        TrueLabels.Dispose();
    }

    private Tensor ChannelsFirst(Tensor pixels) => _channelsLast ? pixels.permute(0, 3, 1, 2) : pixels;
}
