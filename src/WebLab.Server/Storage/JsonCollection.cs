using LiteDB;
using WebLab.Contracts;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace WebLab.Server.Storage;

/// <summary>
/// Records kept as LabJson under a key: what REST sends is what is stored, and a record that gains an optional member needs no migration.
/// </summary>
internal sealed class JsonCollection<TKey, TValue>(string name)
    where TKey : notnull
    where TValue : class
{
    public TValue? Find(WriteTransaction tx, TKey key) =>
        tx.Collection(name).FindById(new BsonValue((object)key)) is { } document ? Parse(document) : null;

    /// <exception cref="StartupException">One does not read.</exception>
    public IReadOnlyList<TValue> All(LabDatabase database)
    {
        try
        {
            return [.. database.Read(name).All().Select(Parse)];
        }
        catch (Exception error) when (error is JsonException or InvalidCastException or LiteException)
        {
            throw new StartupException(database.Damaged($"the {name} do not read ({error.Message.TrimEnd('.')})"), error);
        }
    }

    public IReadOnlyList<TValue> All(WriteTransaction tx) => [.. tx.Collection(name).FindAll().Select(Parse)];

    public void Save(WriteTransaction tx, TKey key, TValue value) =>
        tx.Collection(name)
            .Upsert(new BsonDocument { ["_id"] = new((object)key), ["json"] = JsonSerializer.Serialize(value, LabJson.Options) });

    public void Delete(WriteTransaction tx, TKey key) => tx.Collection(name).Delete(new BsonValue((object)key));

    private static TValue Parse(BsonDocument document) => JsonSerializer.Deserialize<TValue>(document["json"].AsString, LabJson.Tolerant)!;
}
