using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Sources;

/// <summary>
/// The files of a tar archive (POSIX ustar and pax, GNU long names), read where they lie. Headers are read by hand, since what they say of
/// lengths is checked before anything is allocated.
/// </summary>
internal static class TarIndex
{
    private const int Block = 512,
        MaxNameBytes = 1 << 16;

    public static bool IsTar(ReadOnlySpan<byte> begin) => begin.Length == Block && begin.Slice(257, 5).SequenceEqual("ustar"u8);

    public static void Add(SourceTree tree, FileStream file, string prefix, string title)
    {
        var handle = file.SafeFileHandle;
        var length = RandomAccess.GetLength(handle);
        var header = new byte[Block];
        string? longName = null;
        long? longSize = null;
        for (long at = 0; at < length;)
        {
            Read(handle, header, at, title);
            at += Block;
            if (header.AsSpan().IndexOfAnyExcept((byte)0) < 0)
                break;
            CheckSum(header, title);
            var type = (char)header[156];
            var size = type is 'x' or 'g' or 'L' or 'K'
                ? Number(header.AsSpan(124, 12), title)
                : longSize ?? Number(header.AsSpan(124, 12), title);
            if (size < 0 || size > length - at)
                throw new DatasetException(
                    Sentence.Of($"{title} is not a whole tar archive: a header announces {size:N0} bytes where {length - at:N0} are left.")
                );
            var start = at;
            at += (size + Block - 1) / Block * Block;
            switch (type)
            {
                case 'L':
                    longName = Archives.Text(Bytes(handle, start, size, title)).TrimEnd('\0');
                    continue;
                case 'x':
                    (longName, longSize) = Pax(Bytes(handle, start, size, title), longName, longSize, title);
                    continue;
                case 'g' or 'K':
                    continue;
            }
            var name = longName ?? Name(header);
            (longName, longSize) = (null, null);
            var path = prefix + Archives.Inside(name, title);
            switch (type)
            {
                case '5':
                    tree.Count(path);
                    break;
                case '0' or '\0' or '7' when path.EndsWith('/'):
                    tree.Count(path);
                    break;
                case '0' or '\0' or '7':
                    var isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
                    tree.Add(new TarredEntry(handle, start, isGzip ? path[..^3] : path, title, size, isGzip));
                    break;
                default:
                    throw new DatasetException(
                        $"{title} has a link or a device in it, {SourceEntry.Visible(name)}: only plain files are imported."
                    );
            }
        }
    }

    private static string Name(byte[] header)
    {
        var name = Text(header.AsSpan(0, 100));
        var prefix = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.AsSpan(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string Text(ReadOnlySpan<byte> field) =>
        Archives.Text(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    // Octal digits; or, for what is larger, a number in base 256 after a first bit.
    private static long Number(ReadOnlySpan<byte> field, string title)
    {
        if ((field[0] & 0x80) != 0)
        {
            long large = 0;
            foreach (var value in field[^8..])
                large = (large << 8) | value;
            return large;
        }
        long number = 0;
        foreach (var value in field.TrimStart((byte)' '))
        {
            if (value is 0 or (byte)' ')
                break;
            if (value is < (byte)'0' or > (byte)'7')
                throw new DatasetException($"{title} is not a whole tar archive: a header has no number where its length should be.");
            number = (number << 3) | (long)(value - '0');
        }
        return number;
    }

    private static void CheckSum(byte[] header, string title)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? 0 : header[i];
        if (Number(header.AsSpan(148, 8), title) != sum)
            throw new DatasetException($"{title} is not a whole tar archive: a header's checksum does not fit.");
    }

    private static byte[] Bytes(SafeFileHandle handle, long at, long size, string title)
    {
        if (size > MaxNameBytes)
            throw new DatasetException(Sentence.Of($"{title} has a name of {size:N0} bytes; at most {MaxNameBytes:N0} are read."));
        var bytes = new byte[size];
        Read(handle, bytes, at, title);
        return bytes;
    }

    private static void Read(SafeFileHandle handle, Span<byte> bytes, long at, string title)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(handle, bytes, at);
            if (read == 0)
                throw new DatasetException($"{title} is not a whole tar archive: it ends within a header.");
            at += read;
            bytes = bytes[read..];
        }
    }

    /// <summary>Records of the form "length key=value\n".</summary>
    private static (string? Name, long? Size) Pax(byte[] records, string? name, long? size, string title)
    {
        for (var at = 0; at < records.Length && records[at] != 0;)
        {
            var space = records.AsSpan(at).IndexOf((byte)' ');
            if (
                space is < 1 or > 6
                || !int.TryParse(
                    Encoding.ASCII.GetString(records, at, space),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
                || length <= space + 1
                || at + length > records.Length
            )
                throw new DatasetException($"{title} is not a whole tar archive: an extended header is not whole.");
            var record = Archives.Text(records.AsSpan(at + space + 1, length - space - 2));
            if (record.StartsWith("path=", StringComparison.Ordinal))
                name = record["path=".Length..];
            else if (record.StartsWith("size=", StringComparison.Ordinal))
                size = long.TryParse(record.AsSpan("size=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : -1;
            else if (record.StartsWith("GNU.sparse", StringComparison.Ordinal))
                throw new DatasetException($"{title} has a file with holes in it, which is not read: pack it without --sparse.");
            at += length;
        }
        return (name, size);
    }

    private sealed class TarredEntry(SafeFileHandle handle, long start, string path, string title, long length, bool isGzip)
        : SourceEntry(path, title, length, isGzip)
    {
        public override Stream OpenSeekable(long most) => IsGzip ? base.OpenSeekable(most) : Open(most);

        protected override Stream Raw() => new FilePart(handle, start, Length);
    }
}
