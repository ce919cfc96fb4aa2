using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Storage;

public sealed class StoreFolderTests(SharedLab lab)
{
    [Fact]
    public async Task Second_server_on_the_same_store_refuses_with_one_sentence()
    {
        var (exitCode, output) = await LabServer.Refused(lab.Server.Store);
        Assert.Equal(2, exitCode);
        // Before it, the framework may warn that a built tree has no published site.
        Assert.EndsWith(
            $"Another WebLab server is using the store {lab.Server.Store}; stop it, or choose another folder with --store.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_a_killed_backup_left_goes_with_the_next_opening_and_nothing_beside_it()
    {
        using var store = new TemporaryStore();
        using var elsewhere = new TemporaryFolder();
        var (part, whole) = (elsewhere.File("lab.zip.part"), elsewhere.File("lab.zip"));
        foreach (var named in new[] { part, whole })
        {
            store.Close();
            foreach (var path in new[] { part, whole, store.Folder.BackupFiles.Copy })
                File.WriteAllText(path, "much");
            File.WriteAllText(store.Folder.BackupFiles.Archive, named);
            store.Open();
            Assert.False(File.Exists(store.Folder.BackupFiles.Copy));
            Assert.False(File.Exists(store.Folder.BackupFiles.Archive));
            Assert.Equal((named != part, true), (File.Exists(part), File.Exists(whole)));
        }
    }
}
