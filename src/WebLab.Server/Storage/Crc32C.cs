using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace WebLab.Server.Storage;

/// <summary>
/// CRC-32C, for which processors have an instruction. It takes three cycles, and one can begin in each: of long texts three lanes go side
/// by side, three to a page of the database, and their checksums are put together.
/// </summary>
internal static class Crc32C
{
    private const int Words = 340,
        Lane = Words * sizeof(ulong);

    private static readonly uint[] OverALane = ZerosAfterEachByte();

    /// <summary>Goes on from the checksum of what came before; 0 at the beginning.</summary>
    public static uint Add(uint before, ReadOnlySpan<byte> bytes)
    {
        var crc = ~before;
        for (; bytes.Length >= 3 * Lane; bytes = bytes[(3 * Lane)..])
        {
            var first = MemoryMarshal.Cast<byte, ulong>(bytes[..Lane]);
            var second = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(Lane, Lane));
            var third = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(2 * Lane, Lane));
            var (one, two, three) = (crc, 0u, 0u);
            for (var i = 0; i < first.Length && i < second.Length && i < third.Length; i++)
            {
                one = BitOperations.Crc32C(one, first[i]);
                two = BitOperations.Crc32C(two, second[i]);
                three = BitOperations.Crc32C(three, third[i]);
            }
            crc = AfterALane(AfterALane(one) ^ two) ^ three;
        }
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    /// <summary>What a lane of zeros makes of a checksum; by parts, since checksums of sums are sums of checksums.</summary>
    private static uint AfterALane(uint crc) =>
        OverALane[crc & 0xff]
        ^ OverALane[256 + (crc >> 8 & 0xff)]
        ^ OverALane[512 + (crc >> 16 & 0xff)]
        ^ OverALane[768 + (crc >> 24)];

    private static uint[] ZerosAfterEachByte()
    {
        var table = new uint[4 * 256];
        for (var bit = 0; bit < 32; bit++)
        {
            var crc = 1u << bit;
            for (var i = 0; i < Words; i++)
                crc = BitOperations.Crc32C(crc, 0UL);
            var (at, value) = (256 * (bit / 8), 1 << (bit % 8));
            for (var other = 0; other < value; other++)
                table[at + value + other] = table[at + other] ^ crc;
        }
        return table;
    }
}
