using System.Buffers.Binary;

namespace WebLab.Training.Import.Images;

/// <summary>How a camera was held: tag 0x0112 of the first directory of what JPEG, PNG and WebP keep of Exif.</summary>
internal static class Exif
{
    private static ReadOnlySpan<byte> Mark => "Exif\0\0"u8;

    /// <summary>Of a JPEG's segment.</summary>
    /// <returns>1 to 8; 1 where nothing is said.</returns>
    public static int Orientation(ReadOnlySpan<byte> segment) => segment.StartsWith(Mark) ? OfTiff(segment[Mark.Length..]) : 1;

    /// <summary>Of a PNG file, as far as it is at hand.</summary>
    public static int OfPng(ReadOnlySpan<byte> bytes)
    {
        for (long at = 8; at + 8 <= bytes.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
            if (bytes.Slice((int)at + 4, 4).SequenceEqual("eXIf"u8))
                return at + 8 + length <= bytes.Length ? OfTiff(bytes.Slice((int)at + 8, (int)length)) : 1;
            at += 12 + length;
        }
        return 1;
    }

    /// <summary>Of a WebP file, as far as it is at hand.</summary>
    public static int OfWebp(ReadOnlySpan<byte> bytes)
    {
        for (long at = 12; at + 8 <= bytes.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            if (bytes.Slice((int)at, 4).SequenceEqual("EXIF"u8) && at + 8 + length <= bytes.Length)
            {
                var content = bytes.Slice((int)at + 8, (int)length);
                return OfTiff(content.StartsWith(Mark) ? content[Mark.Length..] : content);
            }
            at += 8 + length + (length % 2);
        }
        return 1;
    }

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return 1;
        var isBig = tiff[0] == (byte)'M';
        var directory = Int32(tiff, 4, isBig);
        if (directory < 8 || directory + 2 > tiff.Length)
            return 1;
        var count = Int16(tiff, (int)directory, isBig);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)directory + 2 + (12 * i);
            if (entry + 12 > tiff.Length)
                return 1;
            if (Int16(tiff, entry, isBig) == 0x0112)
                return Int16(tiff, entry + 8, isBig) is >= 1 and <= 8 and var found ? found : 1;
        }
        return 1;
    }

    private static int Int16(ReadOnlySpan<byte> bytes, int at, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Int32(ReadOnlySpan<byte> bytes, int at, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
