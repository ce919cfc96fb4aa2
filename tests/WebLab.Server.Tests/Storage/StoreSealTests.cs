using LiteDB;
using WebLab.Server.Maintenance;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

/// <summary>One prepared store, as a kill leaves it: a database and a log full of acknowledged commits. It is cut and damaged in
/// copies.</summary>
public sealed class StoreSealTests : IDisposable
{
    private const int Places = 15;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-seal-");
    private readonly Dictionary<string, byte[]> _whole = [];

    public StoreSealTests()
    {
        using var store = new TemporaryStore();
        var random = new Random(1);
        void Fill(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                var bytes = new byte[2_000];
                random.NextBytes(bytes);
                store
                    .Database.Write(tx => tx.Collection("things").Insert(new BsonDocument { ["_id"] = i, ["b"] = bytes }))
                    .GetAwaiter()
                    .GetResult();
            }
        }
        Fill(0, 200);
        store.Reopen();
        Fill(200, 100);
        foreach (var file in new DirectoryInfo(store.Folder.Root).EnumerateFiles("weblab*"))
        {
            // As it stands, under the open server.
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            _whole[file.Name] = bytes;
        }
    }

    private string Database => Path.Combine(_folder.FullName, StoreFolder.DatabaseFile);

    [Fact]
    public void What_a_kill_leaves_opens_with_all_that_was_acknowledged()
    {
        Assert.True(_whole["weblab-log.db"].Length > 1_000_000);
        Put();
        Assert.Null(SealCheck.Problem(Database));
        using var opened = DatabaseFile.OpenWhole(Database);
        Assert.Equal(300, opened.GetCollection("things").Count());
    }

    /// <summary>15 cuts and 15 damages of the database, and as many of the log.</summary>
    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("weblab.db", true)]
    [InlineData("weblab.db", false)]
    [InlineData("weblab-log.db", true)]
    [InlineData("weblab-log.db", false)]
    public void Every_cut_and_every_damage_is_told(string file, bool isCut)
    {
        var (random, whole) = (new Random(20_261_128), _whole[file]);
        var inLog = InLog();
        for (var i = 0; i < Places; i++)
        {
            var at = random.Next(whole.Length);
            // A page of the database that the log has too is not lost with it.
            while (file == StoreFolder.DatabaseFile && inLog.Contains(at / LiteDbPage.Size))
                at = random.Next(whole.Length);
            var bytes = isCut ? whole[..at] : (byte[])whole.Clone();
            if (!isCut)
                bytes[at] ^= 0x10;
            Put();
            File.WriteAllBytes(Path.Combine(_folder.FullName, file), bytes);
            using var store = new StoreFolder(_folder.FullName);
            var finding = Assert.Single(StoreDoctor.Check(store));
            Assert.True(finding.IsProblem, $"{file} at {at}");
            Assert.Contains(" is damaged: ", finding.Text, StringComparison.Ordinal);
            Assert.Throws<StartupException>(() => DatabaseFile.OpenWhole(Database));
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void What_is_gone_with_the_end_of_the_log_is_counted()
    {
        var whole = _whole["weblab-log.db"];
        var (commits, end) = (0, whole.Length);
        while (commits < 10)
        {
            end -= LiteDbPage.Size;
            if (LiteDbPage.IsConfirmed(whole.AsSpan(end, LiteDbPage.Size)))
                commits++;
        }
        Put();
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weblab-log.db"), whole[..end]);
        Assert.Matches(
            "of the 100 commits that were acknowledged since it was last emptied, the last at [-0-9]+ [:0-9]+ UTC, 10 are gone$",
            SealCheck.Problem(Database)
        );
    }

    [Fact]
    public void What_was_written_and_not_acknowledged_is_no_damage()
    {
        Put();
        var log = Path.Combine(_folder.FullName, "weblab-log.db");
        File.WriteAllBytes(log, [.. _whole["weblab-log.db"], .. new byte[3 * LiteDbPage.Size + 5]]);
        using var opened = DatabaseFile.OpenWhole(Database);
        Assert.Equal(300, opened.GetCollection("things").Count());
    }

    [Fact]
    public void Seal_that_is_missing_is_told_once_and_made_anew()
    {
        Put();
        File.Delete(StoreSeal.PathOf(Database));
        using var store = new StoreFolder(_folder.FullName);
        Assert.Contains(
            "weblab.seal was not there",
            Assert.Single(StoreDoctor.Check(store), finding => finding.IsProblem).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(StoreDoctor.Check(store), finding => finding.IsProblem);
    }

    [Fact]
    public void Damaged_seal_is_told()
    {
        for (var at = 0; at < _whole["weblab.seal"].Length; at += 97)
        {
            var bytes = (byte[])_whole["weblab.seal"].Clone();
            bytes.AsSpan(at, Math.Min(97, bytes.Length - at)).Fill(0xa5);
            Put();
            File.WriteAllBytes(Path.Combine(_folder.FullName, "weblab.seal"), bytes);
            Assert.True(SealCheck.Problem(Database) is not null || at is >= 64 and < 192, $"at {at}");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private HashSet<int> InLog()
    {
        var log = _whole["weblab-log.db"];
        return
        [
            .. Enumerable.Range(0, log.Length / LiteDbPage.Size).Select(page => (int)LiteDbPage.Id(log.AsSpan(page * LiteDbPage.Size))),
        ];
    }

    private void Put()
    {
        foreach (var (name, bytes) in _whole)
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), bytes);
    }
}
