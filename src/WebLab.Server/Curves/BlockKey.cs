using System.Buffers.Binary;
using LiteDB;

namespace WebLab.Server.Curves;

/// <summary>Where a block is kept; the metric by its stored number.</summary>
internal readonly record struct BlockKey(Guid RunId, byte Metric, int Level, int Index)
{
    public BsonValue ToBson()
    {
        var bytes = new byte[22];
        RunId.TryWriteBytes(bytes);
        bytes[16] = Metric;
        bytes[17] = (byte)Level;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(18), Index);
        return bytes;
    }

    public static int IndexOf(BsonValue key) => BinaryPrimitives.ReadInt32BigEndian(key.AsBinary.AsSpan(18));
}
