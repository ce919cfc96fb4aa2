using LiteDB;
using WebLab.Server.Maintenance;
using WebLab.Server.Storage;
using WebLab.Server.Storage.Migrations;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Storage;

public sealed class StoreMigrationsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [Fact]
    public void The_steps_are_in_order_and_none_is_missing() =>
        Assert.Equal(Enumerable.Range(0, StoreMigrations.Schema), StoreMigrations.All.Select(step => step.From));

    [Fact]
    public async Task Newer_store_is_refused_with_one_sentence_that_does_not_say_damaged()
    {
        await _store.Database.Write(tx => tx.Collection("store").Upsert(new BsonDocument { ["_id"] = "schema", ["version"] = 99 }));
        var root = _store.Folder.Root;
        _store.Close();
        var (exitCode, output) = await LabServer.Refused(root);
        Assert.Equal(2, exitCode);
        Assert.EndsWith(
            $"The store {root} was written by a newer WebLab (its schema is 99, this one knows {StoreMigrations.Schema}): start the "
                + $"newer WebLab again, or restore a backup from before.",
            output,
            StringComparison.Ordinal
        );
        using (var folder = new StoreFolder(root))
            Assert.Contains("newer WebLab", Assert.Single(StoreDoctor.Check(folder)).Text, StringComparison.Ordinal);
        // Nothing is changed: the newer one starts again.
        using (var folder = new StoreFolder(root))
        {
            var database = DatabaseFile.OpenWhole(folder.Database);
            Assert.Equal(99, StoreMigrations.SchemaOf(database));
            DatabaseFile.Close(database);
        }
        await Task.Run(() =>
        {
            using var folder = new StoreFolder(root);
            var database = DatabaseFile.OpenWhole(folder.Database);
            database.GetCollection("store").Delete("schema");
            DatabaseFile.Close(database);
        });
        _store.Open();
    }

    [Fact]
    public async Task A_record_with_a_member_of_a_newer_WebLab_reads()
    {
        await _store.Database.Write(tx =>
            tx.Collection("things").Insert(new BsonDocument { ["_id"] = "a", ["json"] = """{"name":"a","from-the-future":{"x":1}}""" })
        );
        Assert.Equal("a", Assert.Single(new MirroredCollection<string, Thing>(_store.Database, "things", thing => thing.Name).Values).Name);
    }

    [Fact]
    public async Task An_older_store_is_copied_before_it_is_migrated()
    {
        await _store.Database.Write(tx =>
        {
            tx.Collection("things").Insert(new BsonDocument { ["_id"] = 1 });
            tx.Collection("store").Delete("schema");
        });
        _store.Reopen();
        var copy = Path.Combine(_store.Folder.Root, "backups", "weblab-schema-0.db");
        using (var old = new LiteDatabase(copy))
            Assert.Equal((1, 0), (old.GetCollection("things").Count(), StoreMigrations.SchemaOf(old)));
        Assert.Equal(StoreMigrations.Schema, _store.Database.Read("store").Find(new BsonValue("schema"))!["version"].AsInt32);
    }

    [Theory]
    [InlineData("""{"kind":"co-teaching"}""", """{"kind":"co-teaching","forgetRate":0.2}""")]
    [InlineData("""{"kind":"co-teaching","forgetRate":0.4}""", """{"kind":"co-teaching","forgetRate":0.4}""")]
    [InlineData("""{"kind":"gce"}""", """{"kind":"gce"}""")]
    public async Task What_co_teaching_was_trained_on_before_its_default_was_the_noise_rate_is_named(string loss, string after)
    {
        await _store.Database.Write(tx =>
        {
            tx.Collection("runs").Insert(new BsonDocument { ["_id"] = 1, ["json"] = Run(loss) });
            tx.Collection("store").Upsert(new BsonDocument { ["_id"] = "schema", ["version"] = 1 });
        });
        _store.Reopen();
        Assert.Equal(Run(after), _store.Database.Read("runs").Find(new BsonValue(1))!["json"].AsString);
    }

    public void Dispose() => _store.Dispose();

    private static string Run(string loss) => "{\"spec\":{\"loss\":" + loss + "}}";

    private sealed record Thing(string Name);
}
