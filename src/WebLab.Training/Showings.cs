using WebLab.Training.Checkpoints;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>
/// What the network predicted of each training example in the forward pass of the mini-batch that showed it, in the epoch in hand. It
/// stays on the device until the epoch's end, so that no step waits for it.
/// </summary>
/// <param name="train">The training images.</param>
internal sealed class Showings(DeviceImages train) : IDisposable
{
    private const short None = -1;

    private readonly Tensor _predictions = HeldNumbers.Full([train.Count], None, ScalarType.Int16, train.Device).DetachFromDisposeScope();

    /// <summary>About what <see cref="Save"/> writes.</summary>
    public long Bytes => sizeof(short) * _predictions.numel();

    /// <summary>An epoch begins.</summary>
    public void EpochBegins() => _predictions.Fill(None);

    /// <summary>A step is done.</summary>
    /// <param name="rows">The rows of its training images, int64, on the device.</param>
    /// <param name="logits">What the network made of them, images x classes, before the step changed it.</param>
    public void StepDone(Tensor rows, Tensor logits)
    {
        using var none = no_grad();
        _predictions.index_copy_(0, rows, logits.argmax(1).to(ScalarType.Int16));
    }

    /// <summary>What was predicted, by original index; -1 for an example that was not shown.</summary>
    /// <param name="count">Examples of the training set, with those that are held out.</param>
    public int[] ByOriginalIndex(int count)
    {
        var shown = new int[count];
        Array.Fill(shown, None);
        using var onHost = _predictions.cpu();
        var predictions = onHost.data<short>().ToArray();
        for (var row = 0; row < predictions.Length; row++)
            shown[train.Indices[row]] = predictions[row];
        return shown;
    }

    /// <summary>Writes what was shown so far.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    public void Save(BinaryWriter writer) => TensorState.Write(writer, _predictions);

    /// <summary>Reads what <see cref="Save"/> wrote. A checkpoint of a training that was not recorded ends before it: the epoch in hand
    /// then lacks what it had shown.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    public void Load(BinaryReader reader)
    {
        if (reader.BaseStream.Position < reader.BaseStream.Length)
            TensorState.ReadInto(reader, _predictions);
    }

    public void Dispose() => _predictions.Dispose();
}
