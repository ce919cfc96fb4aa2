using System.Buffers.Binary;

namespace WebLab.Data.Labels;

/// <summary>IDX, the form of MNIST's own labels: two zero bytes, the type, the number of dimensions, each as four bytes, the values, all
/// with the highest byte first. QMNIST's have eight columns of 32-bit integers, of which the first is the class.</summary>
internal sealed class IdxLabels : ILabelForm
{
    public LabelTable? Read(LabelContent file)
    {
        var bytes = file.Bytes;
        if (
            bytes is not [0, 0, var kind, >= 1 and <= 4 and var dimensions, ..]
            || TypeOf(kind) is not { } type
            || bytes.Length < 4 + (4 * dimensions)
        )
            return null;
        var sizes = Enumerable
            .Range(0, dimensions)
            .Select(i => (long)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 + (4 * i))))
            .ToArray();
        var values = bytes.AsMemory(4 + (4 * dimensions));
        var form = $"an IDX file of {NumericArray.Named(type)}, {string.Join(" x ", sizes)}";
        var array = NumericArray.Dense(type, sizes, isFortran: false, values);
        // One-byte labels may begin with such bytes by chance; only a header that tells the very length is one.
        if (sizes.Aggregate((double)array.ValueSize(file, form), (product, size) => product * size) != values.Length)
            return file.Target.IsCount(bytes.Length) && IsAllClasses(file)
                ? null
                : throw file.Refuse($"({form}) is longer or shorter than its header announces: fetch or make it again.");
        return dimensions < 3
            ? LabelTable.Indexed(form, array.Columns(file, form, null))
            : throw file.Refuse($"({form}) holds images, not labels: give the file of labels beside it.");
    }

    private static bool IsAllClasses(LabelContent file) => Array.TrueForAll(file.Bytes, value => value < file.Target.Classes.Count);

    private static string? TypeOf(byte kind) =>
        kind switch
        {
            0x08 => ">u1",
            0x09 => ">i1",
            0x0B => ">i2",
            0x0C => ">i4",
            0x0D => ">f4",
            0x0E => ">f8",
            _ => null,
        };
}
