using static TorchSharp.torch;

namespace WebLab.Training.Checkpoints;

/// <summary>
/// Tensors as bytes: type, shape, values in the order of the shape whatever the strides. One is read into a tensor that is there already,
/// so that the file decides no size.
/// </summary>
public static class TensorState
{
    /// <summary>Writes a tensor.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    /// <param name="tensor">The tensor.</param>
    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(tensor);
        using var plain = tensor.detach().cpu().contiguous();
        writer.Write((byte)plain.dtype);
        writer.Write((byte)plain.shape.Length);
        foreach (var size in plain.shape)
            writer.Write(size);
        writer.Write(plain.bytes);
    }

    /// <summary>Reads a tensor into one that is there.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="InvalidDataException">The file's tensor is of another type or shape.</exception>
    public static void ReadInto(BinaryReader reader, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var none = no_grad();
        using var read = Read(reader, tensor.dtype, tensor.shape);
        tensor.copy_(read);
    }

    /// <summary>A new tensor on the CPU.</summary>
    /// <exception cref="InvalidDataException">The file's tensor is of another type or shape.</exception>
    internal static Tensor Read(BinaryReader reader, ScalarType type, long[] shape)
    {
        if (reader.ReadByte() != (byte)type || reader.ReadByte() != shape.Length || shape.Any(size => reader.ReadInt64() != size))
            throw new InvalidDataException("A tensor has another type or shape than the network's.");
        var read = empty(shape, dtype: type);
        reader.BaseStream.ReadExactly(read.bytes);
        return read;
    }
}
