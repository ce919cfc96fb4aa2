using System.IO.Compression;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Maintenance;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Maintenance;

public sealed class StoreBackupTests
{
    [Fact]
    public async Task A_backup_bears_the_time_of_the_store_that_it_holds_and_not_that_of_its_end()
    {
        using var folder = new TemporaryFolder("weblab-backup-");
        using var store = new TemporaryStore();
        var clock = new HandClock();
        var began = clock.Now;
        var backup = new StoreBackup(
            store.Folder,
            async copy =>
            {
                await store.Database.CopyTo(copy);
                clock.Now += TimeSpan.FromHours(3);
            },
            clock
        );
        var written = await backup.Write(folder.File("backup.zip"));
        await using var archive = await ZipFile.OpenReadAsync(folder.File("backup.zip"));
        await using var entry = await archive.GetEntry(BackupManifest.Entry)!.OpenAsync();
        var read = (await JsonSerializer.DeserializeAsync<BackupManifest>(entry, LabJson.Options))!;
        Assert.Equal((began, began), (written.MadeAt, read.MadeAt));
        Assert.Equal(written.Files, read.Files);
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
