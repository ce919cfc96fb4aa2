using System.Buffers.Binary;

namespace WebLab.Training.Import.Images;

/// <summary>
/// What the first bytes of an image say of it. Read by hand, so that sizes are known and refused before a decoder sees the file.
/// </summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Mode">What its pixels are made of.</param>
internal readonly record struct ImageHeader(int Width, int Height, ImageMode Mode)
{
    /// <summary>Whether it has no colours.</summary>
    public bool IsGrey => Mode is ImageMode.Grey or ImageMode.GreyAlpha;

    /// <summary>Enough for the thumbnail that a camera puts before a JPEG's size.</summary>
    public const int Bytes = 1 << 17;

    /// <summary>The header, or null for what is none of PNG, JPEG, WebP, BMP and GIF, or ends before its size.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] when bytes.Length >= 29 => Png(bytes),
            [0xFF, 0xD8, 0xFF, ..] => Jpeg(bytes),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] when bytes.Length >= 10 => Sized(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]),
                ImageMode.Palette
            ),
            [(byte)'B', (byte)'M', ..] when bytes.Length >= 26 => Bmp(bytes),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]
                when bytes.Length >= 30 => Webp(bytes),
            _ => null,
        };

    private static ImageHeader? Sized(long width, long height, ImageMode mode) =>
        width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? new((int)width, (int)height, mode) : null;

    // Sides are exchanged where the camera was held upright.
    private static ImageHeader? Turned(ImageHeader? stored, int orientation) =>
        stored is { } header && orientation >= 5 ? new(header.Height, header.Width, header.Mode) : stored;

    private static ImageHeader? Png(ReadOnlySpan<byte> bytes) =>
        bytes.Slice(12, 4).SequenceEqual("IHDR"u8)
            ? Turned(
                Sized(
                BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
                BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]),
                bytes[25] switch
                {
                    0 => ImageMode.Grey,
                    3 => ImageMode.Palette,
                    4 => ImageMode.GreyAlpha,
                    6 => ImageMode.ColourAlpha,
                    _ => ImageMode.Colour,
                }
                ),
                Exif.OfPng(bytes)
            )
            : null;

    private static ImageHeader? Bmp(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) == 12
            ? Sized(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]),
                BmpMode(bytes, 24)
            )
            : Sized(
                BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]),
                Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bytes[22..])),
                BmpMode(bytes, 28)
            );

    // Bits a pixel: up to eight are places in a palette.
    private static ImageMode BmpMode(ReadOnlySpan<byte> bytes, int at) =>
        at + 2 <= bytes.Length && BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) <= 8 ? ImageMode.Palette : ImageMode.Colour;

    private static ImageHeader? Webp(ReadOnlySpan<byte> bytes)
    {
        var chunk = bytes.Slice(12, 4);
        if (chunk.SequenceEqual("VP8X"u8))
            return Turned(
                Sized(
                    1 + Int24(bytes[24..]),
                    1 + Int24(bytes[27..]),
                    (bytes[20] & 0x10) != 0 ? ImageMode.ColourAlpha : ImageMode.Colour
                ),
                Exif.OfWebp(bytes)
            );
        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return Sized(
                1 + (bits & 0x3FFF),
                1 + ((bits >> 14) & 0x3FFF),
                ((bits >> 28) & 1) != 0 ? ImageMode.ColourAlpha : ImageMode.Colour
            );
        }
        return chunk.SequenceEqual("VP8 "u8)
            ? Sized(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF,
                ImageMode.Colour
            )
            : null;
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    // Segment after segment to the one that begins a frame.
    private static ImageHeader? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var orientation = 1;
        for (var at = 2; at + 9 < bytes.Length;)
        {
            if (bytes[at] != 0xFF)
                return null;
            var marker = bytes[at + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                int height = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]),
                    width = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]);
                var mode = bytes[at + 9] switch
                {
                    1 => ImageMode.Grey,
                    4 => ImageMode.Cmyk,
                    _ => ImageMode.Colour,
                };
                return Turned(Sized(width, height, mode), orientation);
            }
            if (marker == 0xE1 && at + 2 + length <= bytes.Length && orientation == 1)
                orientation = Exif.Orientation(bytes.Slice(at + 4, Math.Max(0, length - 2)));
            at += 2 + length;
        }
        return null;
    }
}

/// <summary>What an image's pixels are made of, as its header says.</summary>
internal enum ImageMode : byte
{
    Colour,
    Grey,
    GreyAlpha,
    ColourAlpha,
    Palette,
    Cmyk,
}
