using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace WebLab.Data.Labels;

/// <summary>Writes labels as NumPy keeps a list of whole numbers: <c>.npy</c>, version 1, little-endian int64.</summary>
public static class LabelArrayWriter
{
    // The magic, the version and the header's length; array data begins at a multiple of 64.
    private const int Preamble = 10,
        Alignment = 64;

    /// <summary>The file's bytes.</summary>
    /// <param name="labels">A label an example; -1 for none.</param>
    public static byte[] Write(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<i8', 'fortran_order': False, 'shape': ({labels.Count},), }}");
        var whole = (Preamble + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var file = new byte[whole + (labels.Count * sizeof(long))];
        (file[0], file[6]) = (0x93, 1);
        Encoding.ASCII.GetBytes("NUMPY", file.AsSpan(1));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)(whole - Preamble));
        Encoding.ASCII.GetBytes(text.PadRight(whole - Preamble - 1) + "\n", file.AsSpan(Preamble));
        for (var i = 0; i < labels.Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(whole + (i * sizeof(long))), labels[i]);
        return file;
    }
}
