using LiteDB;

namespace WebLab.Server.Curves;

/// <summary>Blocks as documents: the key, the number of entries, the first step (so that a step is found without unpacking), and the bytes.</summary>
internal static class CurveBlocks
{
    public const string Collection = "blocks";

    public static void Write(ILiteCollection<BsonDocument> blocks, BlockKey key, Columns columns) => blocks.Upsert(new BsonDocument
    {
        ["_id"] = key.ToBson(),
        ["n"] = columns.Count,
        ["s"] = columns.Steps[0],
        ["b"] = BlockCodec.Encode(columns),
    });

    public static Columns? Read(ILiteCollection<BsonDocument> blocks, BlockKey key) =>
        blocks.FindById(key.ToBson()) is { } document
            ? BlockCodec.Decode(document["b"].AsBinary, document["n"].AsInt32, key.Level > 0, CurveLevels.Capacity(key.Level))
            : null;

    public static int Bytes(ILiteCollection<BsonDocument> blocks, BlockKey key) =>
        blocks.FindById(key.ToBson()) is { } document ? document["b"].AsBinary.Length : 0;

    public static int? FirstStep(ILiteCollection<BsonDocument> blocks, BlockKey key) =>
        blocks.FindById(key.ToBson()) is { } document ? document["s"].AsInt32 : null;
}
