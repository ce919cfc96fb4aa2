using LiteDB;
using WebLab.Contracts;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace WebLab.Server.Storage;

/// <summary>
/// Records kept as LabJson under an id: what REST sends is what is stored, and a record that gains an optional member needs no migration.
/// </summary>
public sealed class JsonCollection<T>(string name)
    where T : class
{
    public T? Find(LiteDatabase database, Guid id) => database.GetCollection(name).FindById(id) is { } document ? Parse(document) : null;

    /// <exception cref="StartupException">One does not read.</exception>
    public IReadOnlyList<T> All(LabDatabase database)
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

    /// <summary>Part of a write job.</summary>
    public IReadOnlyList<T> All(LiteDatabase writing) => [.. writing.GetCollection(name).FindAll().Select(Parse)];

    public void Save(LiteDatabase database, Guid id, T value) =>
        database.GetCollection(name).Upsert(new BsonDocument { ["_id"] = id, ["json"] = JsonSerializer.Serialize(value, LabJson.Options) });

    public void Delete(LiteDatabase database, Guid id) => database.GetCollection(name).Delete(id);

    private static T Parse(BsonDocument document) => JsonSerializer.Deserialize<T>(document["json"].AsString, LabJson.Options)!;
}
