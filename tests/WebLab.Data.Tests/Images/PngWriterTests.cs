using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WebLab.Data.Images;

namespace WebLab.Data.Tests.Images;

public sealed class PngWriterTests
{
    [Fact]
    public void Image_has_header_rows_and_end()
    {
        var png = PngWriter.Encode(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

        var chunks = Chunks(png);

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.Equal([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0], chunks[0].Content);
        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(chunks[1].Content), CompressionMode.Decompress))
            zlib.CopyTo(rows);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12], rows.ToArray());
    }

    // The checksum of an empty IEND chunk is the same in every PNG there is.
    [Fact]
    public void Checksum_is_the_standards() => Assert.Equal([0xAE, 0x42, 0x60, 0x82], PngWriter.Encode(1, 1, 1, [0])[^4..]);

    private static List<(string Type, byte[] Content)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        var at = 8;
        while (at < png.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }
}
