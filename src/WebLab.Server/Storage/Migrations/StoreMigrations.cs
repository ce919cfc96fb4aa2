using System.Text.Json.Nodes;
using LiteDB;

namespace WebLab.Server.Storage.Migrations;

/// <summary>One step from a schema of the store to the next.</summary>
/// <param name="From">The schema that it takes; it leaves the next one.</param>
/// <param name="What">What it does, for the log.</param>
/// <param name="Apply">The step; it sees raw documents, because the types of today do not know the shapes of then.</param>
internal sealed record StoreMigration(int From, string What, Action<MigratingStore> Apply);

/// <summary>
/// What brings an older store to today's shape. To add a step: write a file here with a static <see cref="StoreMigration"/> whose From is
/// today's <see cref="Schema"/>, put it at the end of <see cref="All"/>, and keep in the tests a store of the shape before. Steps already
/// released are never changed. A change that older readers and newer ones both bear (an optional member more) needs none.
/// </summary>
internal static class StoreMigrations
{
    public static IReadOnlyList<StoreMigration> All { get; } = [SchemaOne.Migration, SchemaTwo.Migration];

    /// <summary>The schema that this WebLab writes. A store of commit 5848dc5 and before has 0, written nowhere.</summary>
    public static int Schema => All.Count;

    /// <summary>Brings a store to today's schema, all steps in one transaction.</summary>
    /// <param name="database">Just opened.</param>
    /// <param name="path">Its file.</param>
    /// <param name="logger">Hears what is done.</param>
    /// <exception cref="StartupException">A newer WebLab wrote it.</exception>
    public static void Apply(DurableDatabase database, string path, ILogger logger)
    {
        var schema = SchemaOf(database);
        Refuse(schema, path);
        if (schema == Schema)
            return;
        var isNew = database.GetCollectionNames().All(name => name == DurableDatabase.Own);
        if (!isNew)
        {
            var copy = KeepCopy(database, path, schema);
            logger.LogInformation(
                "The store has schema {Old} and is brought to {New}; it was copied to {Copy} before.",
                schema,
                Schema,
                copy
            );
        }
        database.BeginTrans();
        try
        {
            foreach (var step in All.Skip(schema))
            {
                if (!isNew)
                    logger.LogInformation("Schema {From}: {What}.", step.From, step.What);
                step.Apply(new(database));
            }
            database.GetCollection(DurableDatabase.Own).Upsert(new BsonDocument { ["_id"] = "schema", ["version"] = Schema });
            database.Confirm();
        }
        catch
        {
            database.Rollback();
            throw;
        }
        database.FlushToDisk();
    }

    /// <exception cref="StartupException">A newer WebLab wrote it.</exception>
    public static void Refuse(LiteDatabase database, string path) => Refuse(SchemaOf(database), path);

    public static int SchemaOf(LiteDatabase database) =>
        database.GetCollection(DurableDatabase.Own).FindById("schema")?["version"].AsInt32 ?? 0;

    private static void Refuse(int schema, string path)
    {
        if (schema > Schema)
            throw new StartupException(
                $"The store {Path.GetDirectoryName(path)} was written by a newer WebLab (its schema is {schema}, this one knows "
                    + $"{Schema}): start the newer WebLab again, or restore a backup from before."
            );
    }

    /// <summary>A copy of the database alone: nothing else in the store is migrated.</summary>
    private static string KeepCopy(DurableDatabase database, string path, int schema)
    {
        database.Checkpoint();
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(path)!, "backups")).FullName;
        var copy = Path.Combine(folder, $"weblab-schema-{schema}.db");
        if (File.Exists(copy))
            return copy;
        var unfinished = copy + ".part";
        File.Copy(path, unfinished, overwrite: true);
        using (var file = File.OpenHandle(unfinished, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(file);
        File.Move(unfinished, copy);
        return copy;
    }
}

/// <summary>The store as a migration sees it.</summary>
internal sealed class MigratingStore(LiteDatabase database)
{
    public ILiteCollection<BsonDocument> Collection(string name) => database.GetCollection(name);

    /// <summary>Changes the JSON of every record of a collection that has any; what a change leaves as it is is not written.</summary>
    public void Rewrite(string name, Action<JsonObject> change)
    {
        var collection = database.GetCollection(name);
        foreach (var id in collection.FindAll().Select(document => document["_id"]).ToList())
        {
            var document = collection.FindById(id);
            var before = document["json"].AsString;
            var record = JsonNode.Parse(before)!.AsObject();
            change(record);
            var after = record.ToJsonString();
            if (JsonNode.DeepEquals(JsonNode.Parse(before), record))
                continue;
            document["json"] = after;
            collection.Update(document);
        }
    }
}
