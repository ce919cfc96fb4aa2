using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using WebLab.Contracts;

namespace WebLab.Data.Datasets;

/// <summary>One IDX file of bytes: two zeros, the type 8, the number of dimensions, each as four bytes with the highest first, the bytes;
/// plain or gzipped.</summary>
internal static class IdxFile
{
    private const int Chunk = 1 << 16;

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <exception cref="DatasetException">The header says something else, or the file is shorter or longer than it says.</exception>
    public static (int[] Sizes, byte[] Bytes) Read(string path, int dimensions)
    {
        byte[] bytes = [];
        var sizes = Walk(path, dimensions, (_, length) => [(bytes = new byte[length]).AsMemory()]);
        return (sizes, bytes);
    }

    /// <summary>MD5 of a file's content, unpacked: what publishers give, against mistakes and not against attackers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <exception cref="DatasetException">It is not whole.</exception>
    [SuppressMessage("Security", "CA5351", Justification = "It tells one published file from another, not a friend from an attacker.")]
    public static string Md5(string path, int dimensions)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Each(path, dimensions, md5.AppendData, md5.AppendData);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    /// <summary>Goes through a file whose values are more than should be in memory at once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <param name="header">What is done with its header.</param>
    /// <param name="values">What is done with some values, and then with those after them.</param>
    /// <returns>What the header announces of each dimension.</returns>
    /// <exception cref="DatasetException">It is not whole.</exception>
    public static int[] Each(string path, int dimensions, Action<byte[]> header, Action<ReadOnlySpan<byte>> values)
    {
        return Walk(path, dimensions, Parts);

        IEnumerable<Memory<byte>> Parts(byte[] first, int length)
        {
            header(first);
            var buffer = new byte[Chunk];
            for (var done = 0; done < length;)
            {
                var part = buffer.AsMemory(0, Math.Min(Chunk, length - done));
                yield return part;
                values(part.Span);
                done += part.Length;
            }
        }
    }

    /// <summary>Whether a file is packed.</summary>
    public static bool IsGzip(string path)
    {
        using var file = File.OpenRead(path);
        return IsGzip(file);
    }

    // Each part is filled before the next is asked for.
    private static int[] Walk(string path, int dimensions, Func<byte[], int, IEnumerable<Memory<byte>>> parts)
    {
        using var file = File.OpenRead(path);
        var isGzip = IsGzip(file);
        var trailer = isGzip ? GzipTrailer.Of(file) : default;
        using Stream content = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        var header = new byte[4 * (1 + dimensions)];
        try
        {
            content.ReadExactly(header);
            var sizes = Sizes(path, header, file.Length, isGzip);
            var length = sizes.Aggregate(1, (product, size) => product * size);
            var checksum = Crc32.Of(header);
            foreach (var part in parts(header, length))
            {
                content.ReadExactly(part.Span);
                if (isGzip)
                    checksum = Crc32.Of(part.Span, checksum);
            }
            if (content.ReadByte() >= 0)
                throw new DatasetException(Sentence.Of($"{path} goes on after the {length:N0} bytes that its header announces."));
            // What is cut off within the last eight bytes is missing in no value, and yet the file is not the one that was made.
            if (isGzip && trailer != new GzipTrailer(checksum, (uint)(header.Length + length)))
                throw new DatasetException($"{path} is not a whole gzip file: its checksum does not fit its content.");
            return sizes;
        }
        catch (EndOfStreamException error)
        {
            throw new DatasetException($"{path} ends before what its header announces.", error);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{path} is not a whole gzip file: {error.Message}", error);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip;
    }

    // Compared with the file's own length before anything is allocated, so that a header that claims gigabytes costs nothing. Deflate packs
    // at most 1,032 times.
    private static int[] Sizes(string path, byte[] header, long length, bool isGzip)
    {
        var (magic, found) = (0x800 + (header.Length / 4) - 1, BinaryPrimitives.ReadInt32BigEndian(header));
        if (found != magic)
            throw new DatasetException(
                $"{path} begins with 0x{found:X8}; an IDX file of {(header.Length / 4) - 1} dimensions of bytes begins with 0x{magic:X8}."
            );
        uint[] sizes =
        [
            .. Enumerable.Range(1, (header.Length / 4) - 1).Select(i => BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i))),
        ];
        var announced = sizes.Aggregate(1.0, (product, size) => product * size);
        if (announced < 1)
            throw new DatasetException($"{path} announces {string.Join("x", sizes)} values, which are none.");
        if (announced > Array.MaxLength || announced > (isGzip ? 1_032.0 * length : length))
            throw new DatasetException($"{path} announces {string.Join("x", sizes)} values; it ends before them.");
        return Array.ConvertAll(sizes, size => (int)size);
    }
}
