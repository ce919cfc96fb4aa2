using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace WebLab.Server.Tests.Datasets;

/// <summary>Files as a person brings them.</summary>
internal static class BroughtFiles
{
    /// <summary>A table of three columns and a label that the first two tell.</summary>
    public static byte[] Table(int rows)
    {
        var text = new StringBuilder("length,width,noise,kind\n");
        for (var i = 0; i < rows; i++)
        {
            var kind = i % 2;
            var (length, width) = (kind * 5 + i * 37 % 100 / 50.0, (1 - kind) * 3 + i * 53 % 100 / 60.0);
            text.Append(CultureInfo.InvariantCulture, $"{length},{width},{i * 71 % 97},{(kind == 0 ? "cat" : "dog")}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A zip of grey 8x8 PNG, dark ones and light ones in a folder each.</summary>
    /// <param name="eachClass">Images of each.</param>
    /// <param name="unreadable">Names of files beside them that are no images.</param>
    public static byte[] ZippedImages(int eachClass, params string[] unreadable)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, base_) in new[] { ("dark", 20), ("light", 180) })
            {
                for (var i = 0; i < eachClass; i++)
                {
                    using var entry = zip.CreateEntry($"{name}/{i}.png").Open();
                    entry.Write(Png([.. Enumerable.Range(0, 64).Select(p => (byte)(base_ + (p * 7 + i * 13) % 60))]));
                }
            }
            foreach (var name in unreadable)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("<html>not found</html>"u8);
            }
        }
        return content.ToArray();
    }

    /// <summary>A grey 8x8 PNG, by the smallest writer there can be.</summary>
    private static byte[] Png(byte[] pixels)
    {
        var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var row = 0; row < 8; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, row * 8, 8);
            }
        }
        var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
        Chunk(png, "IDAT", rows.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        png.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var each in data)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
