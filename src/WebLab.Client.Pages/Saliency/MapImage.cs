using System.Buffers.Binary;

namespace WebLab.Client.Saliency;

/// <summary>A map as a picture: a bitmap of 256 colours, red for what speaks for the class, blue for what speaks against it, white for
/// neither, in an address of its own.</summary>
public static class MapImage
{
    private const int HeadBytes = 54,
        Colours = 256,
        Zero = 128;

    // Told apart by people who mix up red and green, and by their darkness from white.
    private static readonly (byte Red, byte Green, byte Blue) For = (178, 24, 43),
        Against = (33, 102, 172);

    /// <summary>The address of the picture.</summary>
    /// <param name="map">A signed byte a pixel, row by row.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    public static string Address(byte[] map, int rows, int columns) =>
        $"data:image/bmp;base64,{Convert.ToBase64String(Bitmap(map, rows, columns))}";

    /// <summary>The picture as a Windows bitmap.</summary>
    public static byte[] Bitmap(byte[] map, int rows, int columns)
    {
        // A row takes a multiple of four bytes.
        var stride = (columns + 3) / 4 * 4;
        var start = HeadBytes + (Colours * 4);
        var file = new byte[start + (rows * stride)];
        (file[0], file[1]) = ((byte)'B', (byte)'M');
        Put(2, file.Length);
        Put(10, start);
        Put(14, 40);
        Put(18, columns);
        // Negative: the top row first.
        Put(22, -rows);
        (file[26], file[28]) = (1, 8);
        for (var i = 0; i < Colours; i++)
            Paint(file.AsSpan(HeadBytes + (i * 4), 3), (i - Zero) / 127.0);
        for (var i = 0; i < Math.Min(map.Length, rows * columns); i++)
            file[start + (i / columns * stride) + (i % columns)] = (byte)((sbyte)map[i] + Zero);
        return file;

        void Put(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }

    // Blue comes first.
    private static void Paint(Span<byte> colour, double value)
    {
        var share = Math.Min(1, Math.Abs(value));
        var end = value >= 0 ? For : Against;
        (colour[0], colour[1], colour[2]) = (Mixed(end.Blue), Mixed(end.Green), Mixed(end.Red));

        byte Mixed(byte full) => (byte)Math.Round(255 + (share * (full - 255)));
    }
}
