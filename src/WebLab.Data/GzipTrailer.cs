using System.Buffers.Binary;

namespace WebLab.Data;

/// <summary>
/// The last eight bytes of a gzip file: checksum and length of what was packed. <see cref="System.IO.Compression.GZipStream"/> says nothing
/// of a file that ends too early.
/// </summary>
/// <param name="Checksum">CRC-32 of the content.</param>
/// <param name="Length">Its length, modulo 2^32.</param>
internal readonly record struct GzipTrailer(uint Checksum, uint Length)
{
    private const int Size = 8;

    /// <summary>The trailer of a whole file's bytes.</summary>
    public static GzipTrailer Of(ReadOnlySpan<byte> file) =>
        file.Length < Size
            ? default
            : new(BinaryPrimitives.ReadUInt32LittleEndian(file[^8..]), BinaryPrimitives.ReadUInt32LittleEndian(file[^4..]));

    /// <summary>The trailer of a file; the stream then stands where it stood.</summary>
    public static GzipTrailer Of(FileStream file)
    {
        if (file.Length < Size)
            return default;
        var position = file.Position;
        var bytes = new byte[Size];
        file.Position = file.Length - Size;
        file.ReadExactly(bytes);
        file.Position = position;
        return Of(bytes);
    }

    /// <summary>Whether it belongs to the content.</summary>
    /// <param name="content">What was unpacked.</param>
    public bool IsOf(ReadOnlySpan<byte> content) => Length == (uint)content.Length && Checksum == Crc32.Of(content);
}
