using System.Text;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

public sealed class Crc32CTests
{
    /// <summary>The check value of the catalogues, and texts shorter, as long and longer than what goes in lanes.</summary>
    [Fact]
    public void A_checksum_is_CRC_32C_whatever_the_length()
    {
        Assert.Equal(0xE3069283, Crc32C.Add(0, Encoding.ASCII.GetBytes("123456789")));
        var bytes = new byte[3 * 8_192 + 5];
        new Random(1).NextBytes(bytes);
        foreach (var length in new[] { 0, 1, 8, 2_720, 8_159, 8_160, 8_161, 8_192, 16_327, bytes.Length })
            Assert.Equal(BitByBit(bytes.AsSpan(0, length)), Crc32C.Add(0, bytes.AsSpan(0, length)));
    }

    [Fact]
    public void It_goes_on_from_what_came_before()
    {
        var bytes = new byte[20_000];
        new Random(2).NextBytes(bytes);
        Assert.Equal(Crc32C.Add(0, bytes), Crc32C.Add(Crc32C.Add(0, bytes.AsSpan(0, 9_001)), bytes.AsSpan(9_001)));
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ (crc & 1) * 0x82F63B78;
        }
        return ~crc;
    }
}
