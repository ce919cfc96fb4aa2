using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>NumPy's arrays: <c>.npy</c>, and <c>.npz</c>, which is a zip file of these. Pickled objects are not read.</summary>
internal static partial class NumpyArrays
{
    private const int MostArrays = 32,
        MostHeader = 1 << 16,
        Beginning = MostHeader + 12;

    // An archive of more than memory takes is unpacked onto the disk.
    private const long MaxRatio = 200;

    public static IEnumerable<NamedArray> Read(SourceEntry entry, SourceTree tree)
    {
        var most = tree.Budget.Limits.SetBytes;
        if (entry.Extension == ".npy")
        {
            yield return Header(entry, entry.Begin(Beginning))
                .ToArray(entry, entry.Path[..^".npy".Length], tree, () => entry.Read(most), () => entry.OpenSeekable(most));
            yield break;
        }
        using var file = entry.OpenSeekable(most);
        using var archive = Open(entry, file);
        if (archive.Entries.Count > MostArrays)
            throw entry.Refuse($"has {archive.Entries.Count} arrays; at most {MostArrays} are read.");
        var unpacked = archive.Entries.Sum(each => (double)each.Length);
        if (unpacked > most || (unpacked > Array.MaxLength && unpacked > MaxRatio * file.Length))
            throw entry.Refuse(Sentence.Of($"announces {unpacked:N0} bytes unpacked, more than are read of an archive of its size."));
        foreach (var each in archive.Entries)
        {
            if (!each.FullName.EndsWith(".npy", StringComparison.Ordinal))
                throw entry.Refuse($"has {SourceEntry.Visible(each.FullName)} in it, which is no NumPy array.");
            var name = SourceEntry.Visible(each.FullName[..^".npy".Length]);
            yield return Header(entry, Begin(entry, each))
                .ToArray(entry, name, tree, () => Bytes(entry, each), () => Unpack(entry, each, TemporarySpool.Create()));
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

    private static byte[] Begin(SourceEntry entry, ZipArchiveEntry each)
    {
        try
        {
            using var stream = each.Open();
            var bytes = new byte[Math.Min(Beginning, each.Length)];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException error)
        {
            throw entry.Refuse($"is not a whole NumPy archive: {error.Message}", error);
        }
    }

    private static byte[] Bytes(SourceEntry entry, ZipArchiveEntry each)
    {
        if (each.Length > Array.MaxLength)
            throw entry.Refuse(Sentence.Of($"has an array of {each.Length:N0} bytes, more than memory takes."));
        using var bytes = new MemoryStream();
        Unpack(entry, each, bytes);
        return bytes.ToArray();
    }

    // It grows with what really comes: the archive's directory may announce anything.
    private static Stream Unpack(SourceEntry entry, ZipArchiveEntry each, Stream target)
    {
        try
        {
            using var stream = each.Open();
            var buffer = new byte[1 << 16];
            while (stream.Read(buffer) is > 0 and var read)
            {
                target.Write(buffer, 0, read);
                if (target.Position > each.Length)
                    throw entry.Refuse("is not whole: an array is longer than the archive announces.");
            }
            target.Flush();
            return target.Position == each.Length ? target : throw entry.Refuse("is not whole: an array ends early.");
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            target.Dispose();
            throw entry.Refuse($"could not be unpacked: {error.Message}", error);
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    private static ArrayHeader Header(SourceEntry entry, byte[] bytes)
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
        if (Described().Match(header) is not { Success: true } found || Shape().Match(header) is not { Success: true } shape)
            throw entry.Refuse("(a NumPy array) is not of plain numbers or text: save it as such, by numpy.save.");
        long[] sizes = [.. Size().Matches(shape.Groups[1].Value).Select(each => long.Parse(each.Value, CultureInfo.InvariantCulture))];
        return new(found.Groups[1].Value, sizes, Order().Match(header).Groups[1].Value == "True", first + (int)length);
    }

    [GeneratedRegex("'descr': *'([<>=|](?:b1|\\?|[iu][1248]|f[248]|[US][1-9][0-9]{0,2}))'")]
    private static partial Regex Described();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex("'shape': *\\(([0-9, L]*)\\)")]
    private static partial Regex Shape();

    [GeneratedRegex("[0-9]{1,18}")]
    private static partial Regex Size();
}
