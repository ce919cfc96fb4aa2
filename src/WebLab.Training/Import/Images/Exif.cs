using System.Buffers.Binary;

namespace WebLab.Training.Import.Images;

/// <summary>How a camera was held: tag 0x0112 of the first directory of a JPEG's Exif segment.</summary>
internal static class Exif
{
    /// <returns>1 to 8; 1 where nothing is said.</returns>
    public static int Orientation(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
            return 1;
        var tiff = segment[6..];
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
