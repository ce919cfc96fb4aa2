using System.Runtime.InteropServices;
using WebLab.Data.Preprocessing;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>Images that stay in their files: a batch of them comes to the device when it is asked for, and was read ahead where it was
/// known what would be asked for. Tensors are, in values, strides and alignment, those that <see cref="DeviceImages"/> cuts out of images
/// in memory, so that a curve is the same to the last bit.</summary>
/// <param name="images">The images, ready for the network.</param>
/// <param name="chosen">Which of them, in this order.</param>
/// <param name="channelsLast">Whether a batch lies in memory as rows x columns x channels.</param>
/// <param name="device">Where batches go.</param>
internal sealed class StreamedPixels(PixelSet images, int[] chosen, bool channelsLast, Device device) : IDisposable
{
    private BatchReader? _ahead,
        _slices;
    private int _nextSlice;

    /// <summary>Says in what order <see cref="Select"/> will be asked for images.</summary>
    /// <param name="order">Their places among the chosen.</param>
    /// <param name="batch">How many at a time.</param>
    public void Follow(ReadOnlySpan<int> order, int batch)
    {
        _ahead?.Dispose();
        // Disposed of once, also where there is no memory for the next.
        _ahead = null;
        var indices = new int[order.Length];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = chosen[order[i]];
        _ahead = new(images, indices, batch);
    }

    /// <summary>The next batch of the order that was said.</summary>
    /// <param name="rows">Their places, int64, on the device.</param>
    public Tensor Select(Tensor rows)
    {
        var count = (int)rows.shape[0];
        if (_ahead?.Next != count)
            throw new InvalidOperationException($"A batch of {count} images was asked for; {_ahead?.Next ?? 0} were announced.");
        var pixels = Take(_ahead);
        // The strides of a dimension of one are those that this gives, and kernels are chosen by them.
        return channelsLast ? pixels.index_select(0, HeldNumbers.Range(count, device: device)) : pixels;
    }

    /// <summary>Consecutive images, of which more of the same number are expected to be asked for.</summary>
    /// <param name="start">The place of the first.</param>
    /// <param name="count">How many.</param>
    public Tensor Slice(int start, int count)
    {
        if (_slices is null || start != _nextSlice || _slices.Next != count)
        {
            _slices?.Dispose();
            _slices = null;
            _slices = new(images, chosen[start..], count);
        }
        var pixels = Take(_slices);
        _nextSlice = start + count;
        if (_slices.Next == 0)
        {
            _slices.Dispose();
            _slices = null;
        }
        return pixels;
    }

    public void Dispose()
    {
        _ahead?.Dispose();
        _slices?.Dispose();
    }

    private Tensor Take(BatchReader reader)
    {
        using var scope = NewDisposeScope();
        // In memory of torch's own, which is aligned.
        var pixels = empty([reader.Next, images.Channels, images.Height, images.Width]);
        reader.Take((first, count) => MemoryMarshal.Cast<byte, float>(pixels.narrow(0, first, count).bytes));
        return (channelsLast ? pixels.permute(0, 2, 3, 1).contiguous() : pixels).to(device).MoveToOuterDisposeScope();
    }
}
