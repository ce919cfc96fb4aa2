using LiteDB;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>Blocks as documents: the key, the number of entries and the bytes.</summary>
internal static class CurveBlocks
{
    public const string Collection = "blocks";

    public static void Write(ILiteCollection<BsonDocument> blocks, BlockKey key, Columns columns) =>
        blocks.Upsert(
            new BsonDocument
            {
                ["_id"] = key.ToBson(),
                ["n"] = columns.Count,
                ["b"] = BlockCodec.Encode(columns),
            }
        );

    public static Columns? Read(ReadCollection blocks, BlockKey key) =>
        blocks.Find(key.ToBson()) is { } document ? Unpack(document, key.Level) : null;

    /// <summary>The blocks of a level from a first to a last index.</summary>
    public static IEnumerable<(int Index, Columns Columns)> Read(ReadCollection blocks, BlockKey first, int last) =>
        blocks
            .Find(BsonExpression.Create("$._id BETWEEN @0 AND @1", first.ToBson(), (first with { Index = last }).ToBson()))
            .Select(document => (BlockKey.IndexOf(document["_id"]), Unpack(document, first.Level)));

    public static int Bytes(ReadCollection blocks, BlockKey key) =>
        blocks.Find(key.ToBson()) is { } document ? document["b"].AsBinary.Length : 0;

    private static Columns Unpack(BsonDocument document, int level) =>
        BlockCodec.Decode(document["b"].AsBinary, document["n"].AsInt32, level > 0, CurveLevels.Capacity(level));
}
