using System.IO.Compression;

namespace WebLab.Server.Curves;

/// <summary>
/// Columns as bytes: steps and times as differences in variable-length integers, values with their four bytes in four planes (the
/// exponents of neighbours are alike, their last bits are not), all of it through Brotli. About 4 bytes a point of a noisy loss.
/// </summary>
internal static class BlockCodec
{
    private const int Quality = 4;
    private const int WindowBits = 16;
    private const int MaxBytesAVarint = 10;

    public static byte[] Encode(Columns columns)
    {
        var plain = new byte[columns.Count * (2 * MaxBytesAVarint + 3 * sizeof(float))];
        var at = 0;
        long before = 0;
        foreach (var step in columns.Steps.AsSpan(0, columns.Count))
            (at, before) = (WriteVarint(plain, at, step - before), step);
        before = 0;
        foreach (var time in columns.Times.AsSpan(0, columns.Count))
            (at, before) = (WriteVarint(plain, at, time - before), time);
        at = WritePlanes(plain, at, columns.Last.AsSpan(0, columns.Count));
        if (columns.Summaries)
        {
            at = WritePlanes(plain, at, columns.Min.AsSpan(0, columns.Count));
            at = WritePlanes(plain, at, columns.Max.AsSpan(0, columns.Count));
        }
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(at)];
        return BrotliEncoder.TryCompress(plain.AsSpan(0, at), packed, out var length, Quality, WindowBits)
            ? packed[..length]
            : throw new InvalidOperationException("A block of points could not be compressed.");
    }

    public static Columns Decode(ReadOnlySpan<byte> packed, int count, bool summaries, int capacity)
    {
        var plain = new byte[count * (2 * MaxBytesAVarint + 3 * sizeof(float))];
        if (!BrotliDecoder.TryDecompress(packed, plain, out var length))
            throw new InvalidDataException("A stored block of points is damaged.");
        var (steps, times) = (new int[count], new long[count]);
        var (last, min, max) = (new float[count], new float[count], new float[count]);
        var at = 0;
        long value = 0;
        for (var i = 0; i < count; i++)
            steps[i] = (int)(value += ReadVarint(plain, ref at));
        value = 0;
        for (var i = 0; i < count; i++)
            times[i] = value += ReadVarint(plain, ref at);
        at = ReadPlanes(plain, at, last);
        if (summaries)
        {
            at = ReadPlanes(plain, at, min);
            at = ReadPlanes(plain, at, max);
        }
        if (at != length)
            throw new InvalidDataException("A stored block of points is damaged: its length is not that of its points.");
        var columns = new Columns(summaries, capacity);
        for (var i = 0; i < count; i++)
            columns.Add(new(steps[i], times[i], last[i], min[i], max[i]));
        return columns;
    }

    private static int WriteVarint(byte[] bytes, int at, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            bytes[at++] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        bytes[at++] = (byte)rest;
        return at;
    }

    private static long ReadVarint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    private static int WritePlanes(byte[] bytes, int at, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(values[i]);
            for (var plane = 0; plane < sizeof(float); plane++)
                bytes[at + plane * values.Length + i] = (byte)(bits >> (8 * plane));
        }
        return at + sizeof(float) * values.Length;
    }

    private static int ReadPlanes(byte[] bytes, int at, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            uint bits = 0;
            for (var plane = 0; plane < sizeof(float); plane++)
                bits |= (uint)bytes[at + plane * values.Length + i] << (8 * plane);
            values[i] = BitConverter.UInt32BitsToSingle(bits);
        }
        return at + sizeof(float) * values.Length;
    }
}
