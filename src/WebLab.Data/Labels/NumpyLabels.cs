using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Data.Labels.Pickles;

namespace WebLab.Data.Labels;

/// <summary>NumPy's <c>.npy</c>: a header that is a Python dictionary, and the values of an array, or a pickle of what is none.</summary>
internal sealed partial class NumpyLabels : ILabelForm
{
    public LabelTable? Read(LabelContent file) => Read(file, null);

    /// <param name="file">The file.</param>
    /// <param name="name">The array's name in an archive; null for a file of its own.</param>
    public static LabelTable? Read(LabelContent file, string? name)
    {
        if (file.Bytes is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..])
            return null;
        var (header, start) = Header(file);
        if (Descr().Match(header).Groups[1].Value == "|O")
            return PickledLabels.Table(
                file,
                "a NumPy array of Python objects",
                PickleReader.Read(file, file.Bytes.AsMemory(start)),
                name: name
            );
        var (array, form) = Array(file);
        return LabelTable.Indexed(form, array.Columns(file, form, name));
    }

    /// <summary>Whether a file that begins as an array holds one value or images, and so no list of labels.</summary>
    public static bool IsNoList(LabelContent file)
    {
        var (header, _) = Header(file);
        return Shape().Match(header) is { Success: true } shape && Sizes().Count(shape.Groups[1].Value) is 0 or > 2
            && Descr().Match(header).Groups[1].Value != "|O";
    }

    /// <summary>The array of a file that begins as one.</summary>
    public static (NumericArray Array, string Form) Array(LabelContent file)
    {
        var (header, start) = Header(file);
        var type = Descr().Match(header).Groups[1].Value;
        if (type.Length < 2 || Shape().Match(header) is not { Success: true } shape)
            throw file.Refuse("(a NumPy array) has a header without a plain type and shape: save the labels alone, by numpy.save.");
        var values = file.Bytes.AsMemory(start);
        var sizes = Sizes().Matches(shape.Groups[1].Value).Select(size => long.Parse(size.Value, CultureInfo.InvariantCulture)).ToArray();
        var form = $"a NumPy array of {NumericArray.Named(type)}, {(sizes.Length == 0 ? "one value" : string.Join(" x ", sizes))}";
        var array = NumericArray.Dense(type, sizes, Order().Match(header).Groups[1].Value == "True", values);
        var expected = sizes.Aggregate((double)array.ValueSize(file, form), (product, size) => product * size);
        if (values.Length != expected)
            throw file.Refuse(
                Sentence.Of($"({form}) has {values.Length:N0} bytes of values; its header announces {expected:N0}: fetch or make it again.")
            );
        return (array, form);
    }

    private static (string Header, int Start) Header(LabelContent file)
    {
        var bytes = file.Bytes;
        var first = bytes.Length > 6 && bytes[6] == 1 ? 10 : 12;
        if (bytes.Length >= first)
        {
            long length =
                first == 10
                    ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8))
                    : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
            if (length <= bytes.Length - first)
                return (Encoding.UTF8.GetString(bytes, first, (int)length), first + (int)length);
        }
        throw file.Refuse("(a NumPy array) ends within its header: fetch or make it again.");
    }

    [GeneratedRegex("'descr': *'([^']{1,40})'")]
    private static partial Regex Descr();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex("'shape': *\\(([0-9, L]*)\\)")]
    private static partial Regex Shape();

    [GeneratedRegex("[0-9]{1,18}")]
    private static partial Regex Sizes();
}
