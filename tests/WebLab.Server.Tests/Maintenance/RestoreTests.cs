using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Server.Maintenance;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Maintenance;

/// <summary>Stores with one document each, which says whose they are.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("store");

    private string Backup => _folder.File("backup.zip");

    [Fact]
    public async Task Folders_that_are_links_are_in_a_backup_and_back_after_a_restore()
    {
        await Make(Store, "first");
        var elsewhere = Directory.CreateDirectory(_folder.File("large-disk")).FullName;
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "a.ckpt"), "weights");
        Directory.CreateSymbolicLink(Path.Combine(Store, "checkpoints"), elsewhere);
        Directory.CreateDirectory(Path.Combine(Store, "catalogue"));
        await File.WriteAllTextAsync(Path.Combine(Store, "catalogue", "own.json"), "an entry");
        await WriteBackup();
        await Restore(_folder.File("other"));
        Assert.Equal("weights", await File.ReadAllTextAsync(_folder.File("other/checkpoints/a.ckpt")));
        Assert.Equal("an entry", await File.ReadAllTextAsync(_folder.File("other/catalogue/own.json")));
        // Over the store itself: the link is set aside, and what it leads to stays.
        await Restore(Store);
        Assert.Null(new DirectoryInfo(Path.Combine(Store, "checkpoints")).LinkTarget);
        Assert.Equal("weights", await File.ReadAllTextAsync(Path.Combine(elsewhere, "a.ckpt")));
    }

    [Fact]
    public async Task A_backup_whose_contents_list_says_more_than_is_known_is_restored()
    {
        await Make(Store, "first");
        await WriteBackup();
        await using (var archive = await ZipFile.OpenAsync(Backup, ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry(BackupManifest.Entry)!;
            string manifest;
            using (var reader = new StreamReader(await entry.OpenAsync()))
                manifest = await reader.ReadToEndAsync();
            entry.Delete();
            await using var writer = new StreamWriter(await archive.CreateEntry(BackupManifest.Entry).OpenAsync());
            await writer.WriteAsync(manifest.Replace("{", "{\"ofLater\":1,", StringComparison.Ordinal));
        }
        await Restore(_folder.File("other"));
        Assert.Equal("first", Read(_folder.File("other"), out _));
    }

    [Fact]
    public async Task A_backup_that_names_a_file_that_is_null_is_refused_with_a_sentence()
    {
        await using (var archive = await ZipFile.OpenAsync(Backup, ZipArchiveMode.Create))
        await using (var writer = new StreamWriter(await archive.CreateEntry(BackupManifest.Entry).OpenAsync()))
            await writer.WriteAsync($$"""{"format":{{BackupManifest.Known}},"madeAt":"2026-01-01T00:00:00Z","files":[null]}""");
        var refused = await Assert.ThrowsAsync<MaintenanceException>(() => Restore(_folder.File("other")));
        Assert.Equal($"The backup {Backup} names a file that is null.", refused.Message);
    }

    [Theory]
    [InlineData("a link to a file")]
    [InlineData("a link to a folder")]
    [InlineData("a link that leads nowhere")]
    public async Task A_link_that_would_be_left_out_refuses_the_backup_with_a_sentence(string kind)
    {
        await Make(Store, "first");
        var inside = Directory.CreateDirectory(Path.Combine(Store, "labels")).FullName;
        var link = kind == "a link that leads nowhere" ? Path.Combine(Store, "checkpoints") : Path.Combine(inside, "link");
        var target = _folder.File("target");
        if (kind == "a link to a folder")
            Directory.CreateDirectory(target);
        else if (kind == "a link to a file")
            await File.WriteAllTextAsync(target, "labels");
        File.CreateSymbolicLink(link, target);
        var (exitCode, _, error) = await WeblabCommand.Run("backup", "--store", Store, "--to", Backup);
        Assert.True(exitCode == 2 && error.Contains($"{link} is a link to {target}", StringComparison.Ordinal), $"{exitCode}: {error}");
        Assert.False(File.Exists(Backup));
    }

    /// <summary>As a kill leaves it: after so many of the moves, of which the first set aside and the last two bring in.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_restore_that_was_killed_between_its_moves_is_finished_by_the_next_start(int moves)
    {
        await Make(Store, "first");
        Directory.CreateDirectory(Path.Combine(Store, "labels"));
        await File.WriteAllTextAsync(Path.Combine(Store, "labels", "a"), "of the first");
        await WriteBackup();
        Directory.Delete(Store, recursive: true);
        await Make(Store, "second");
        Directory.CreateDirectory(Path.Combine(Store, "logs"));
        await Restore(_folder.File("unpacked"));
        Cut(moves);

        Assert.Equal("first", Read(Store, out var finished));
        Assert.Contains("had been cut short and is finished now", finished);
        Assert.Equal("of the first", await File.ReadAllTextAsync(Path.Combine(Store, "labels", "a")));
        Assert.False(Directory.Exists(Path.Combine(Store, "logs")));
        var aside = Directory.EnumerateDirectories(Store, "replaced-*").ToList();
        Assert.Single(aside, folder => File.Exists(Path.Combine(folder, "weblab.db")));
        Assert.Single(aside, folder => Directory.Exists(Path.Combine(folder, "logs")));
        Assert.Equal("first", Read(Store, out finished));
        Assert.Null(finished);
    }

    public void Dispose() => _folder.Dispose();

    private void Cut(int moves)
    {
        var ready = Path.Combine(Store, "restore.ready");
        Directory.Move(_folder.File("unpacked"), ready);
        File.Delete(Path.Combine(ready, "server.lock"));
        var aside = Path.Combine(Store, "replaced-20260101-000000");
        if (moves > 0)
            Move(Path.Combine(Store, "weblab.db"), aside);
        if (moves > 1)
        {
            Move(Path.Combine(Store, "weblab.seal"), aside);
            Directory.Move(Path.Combine(Store, "logs"), Path.Combine(aside, "logs"));
        }
        if (moves <= 2)
            return;
        var moving = Path.Combine(Store, "restore.moving");
        Directory.Move(ready, moving);
        if (moves > 3)
            Move(Path.Combine(moving, "weblab.db"), Store);
    }

    private static void Move(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static async Task Make(string root, string whose)
    {
        using var store = new StoreFolder(root);
        using var database = new LabDatabase(store, NullLogger<LabDatabase>.Instance);
        await database.Write(tx => tx.Collection("a_test").Upsert(new LiteDB.BsonDocument { ["_id"] = 1, ["whose"] = whose }));
    }

    private static string? Read(string root, out string? finished)
    {
        using var store = new StoreFolder(root);
        using var database = new LabDatabase(store, NullLogger<LabDatabase>.Instance);
        finished = store.FinishedRestore;
        return database.Read("a_test").Find(1)?["whose"].AsString;
    }

    private async Task WriteBackup()
    {
        using var store = new StoreFolder(Store);
        await new StoreBackup(store, copy => Task.Run(() => File.Copy(store.Database, copy)), TimeProvider.System).Write(Backup);
    }

    private async Task Restore(string root)
    {
        using var store = new StoreFolder(root);
        await StoreRestore.Run(Backup, store, TimeProvider.System);
    }
}
