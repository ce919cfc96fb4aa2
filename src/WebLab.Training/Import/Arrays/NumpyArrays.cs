using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Data.Labels;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>NumPy's arrays: <c>.npy</c>, and <c>.npz</c>, which is a zip file of these. Pickled objects are not read.</summary>
internal static partial class NumpyArrays
{
    private const int MostArrays = 32,
        MostHeader = 1 << 16;

    public static IEnumerable<NamedArray> Read(SourceEntry entry, long most)
    {
        if (entry.Extension == ".npy")
        {
            yield return Array(entry, entry.Path[..^".npy".Length], entry.Read(most));
            yield break;
        }
        using var file = entry.OpenSeekable(most);
        using var archive = Open(entry, file);
        if (archive.Entries.Count > MostArrays)
            throw entry.Refuse($"has {archive.Entries.Count} arrays; at most {MostArrays} are read.");
        if (archive.Entries.Sum(each => each.Length) > most)
            throw entry.Refuse(Sentence.Of($"holds more than {most:N0} bytes unpacked."));
        foreach (var each in archive.Entries)
        {
            if (!each.FullName.EndsWith(".npy", StringComparison.Ordinal))
                throw entry.Refuse($"has {SourceEntry.Visible(each.FullName)} in it, which is no NumPy array.");
            yield return Array(entry, SourceEntry.Visible(each.FullName[..^".npy".Length]), Bytes(entry, each));
        }
    }

    private static ZipArchive Open(SourceEntry entry, Stream file)
    {
        try
        {
            return new(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException error)
        {
            throw entry.Refuse($"is not a whole NumPy archive: {error.Message}", error);
        }
    }

    private static byte[] Bytes(SourceEntry entry, ZipArchiveEntry each)
    {
        try
        {
            if (each.Length > System.Array.MaxLength)
                throw entry.Refuse(Sentence.Of($"has an array of {each.Length:N0} bytes, more than memory takes."));
            using var stream = each.Open();
            // It grows with what really comes: the archive's directory may announce anything.
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (stream.Read(buffer) is > 0 and var read)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > each.Length)
                    throw entry.Refuse("is not whole: an array is longer than the archive announces.");
            }
            return bytes.Length == each.Length ? bytes.ToArray() : throw entry.Refuse("is not whole: an array ends early.");
        }
        catch (InvalidDataException error)
        {
            throw entry.Refuse($"is not a whole NumPy archive: {error.Message}", error);
        }
    }

    private static NamedArray Array(SourceEntry entry, string name, byte[] bytes)
    {
        if (bytes is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', var version, ..] || bytes.Length < 12)
            throw entry.Refuse("is no NumPy array, although its name says so.");
        var first = version == 1 ? 10 : 12;
        long length =
            version == 1
                ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8))
                : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        if (length > MostHeader || length > bytes.Length - first)
            throw entry.Refuse("(a NumPy array) ends within its header.");
        var header = Encoding.UTF8.GetString(bytes, first, (int)length);
        if (Header().Match(header) is not { Success: true } found || Shape().Match(header) is not { Success: true } shape)
            throw entry.Refuse("(a NumPy array) is not of plain numbers or text: save it as such, by numpy.save.");
        long[] sizes = [.. Size().Matches(shape.Groups[1].Value).Select(each => long.Parse(each.Value, CultureInfo.InvariantCulture))];
        var type = found.Groups[1].Value;
        return new(
            entry,
            name,
            Checked(entry, type, sizes, Order().Match(header).Groups[1].Value == "True", bytes.AsMemory(first + (int)length))
        );
    }

    /// <summary>The array, if it has exactly the bytes that its sizes announce.</summary>
    public static NumericArray Checked(SourceEntry entry, string type, long[] sizes, bool isFortran, ReadOnlyMemory<byte> bytes)
    {
        var expected = sizes.Aggregate((double)ValueSize(type), (product, size) => product * size);
        if (sizes.Length is 0 or > 4 || sizes.Any(size => size is < 1 or > int.MaxValue))
            throw entry.Refuse($"is an array of {(sizes.Length == 0 ? "one value" : string.Join(" x ", sizes))}, which holds no examples.");
        return expected == bytes.Length
            ? NumericArray.Dense(type, sizes, isFortran, bytes)
            : throw entry.Refuse(Sentence.Of($"has {bytes.Length:N0} bytes of values where its header announces {expected:N0}."));
    }

    /// <summary>Bytes of one value.</summary>
    public static int ValueSize(string type) =>
        type[1] switch
        {
            'U' => 4 * int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture),
            '?' => 1,
            _ => int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture),
        };

    [GeneratedRegex("'descr': *'([<>=|](?:b1|\\?|[iu][1248]|f[248]|[US][1-9][0-9]{0,2}))'")]
    private static partial Regex Header();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex("'shape': *\\(([0-9, L]*)\\)")]
    private static partial Regex Shape();

    [GeneratedRegex("[0-9]{1,18}")]
    private static partial Regex Size();
}
