using System.Runtime.Versioning;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Storage;

[UnsupportedOSPlatform("windows")]
[Trait("Speed", "Slow")]
public sealed class PrivateFilesTests
{
    [Fact]
    public async Task Other_users_of_the_machine_cannot_read_the_store()
    {
        var parent = Directory.CreateTempSubdirectory("weblab-modes-");
        var store = Directory.CreateDirectory(Path.Combine(parent.FullName, "store"));
        try
        {
            File.SetUnixFileMode(store.FullName, (UnixFileMode)0b111_101_101);
            await using (var server = await LabServer.Start(store.FullName))
                await server.Client.Launch(Specs.Short);
            const UnixFileMode others = (UnixFileMode)0b000_111_111;
            var open = store
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Append(store)
                .Where(entry => (entry.UnixFileMode & others) != 0);
            Assert.Empty(open);
            // What an older WebLab left open is closed by the next start.
            var key =
                store.CreateSubdirectory("keys").EnumerateFiles().FirstOrDefault()
                ?? new FileInfo(Path.Combine(store.FullName, "weblab.db"));
            key.UnixFileMode = (UnixFileMode)0b110_100_100;
            File.SetUnixFileMode(store.FullName, (UnixFileMode)0b111_101_101);
            await using (await LabServer.Start(store.FullName))
            {
                key.Refresh();
                Assert.Equal((UnixFileMode)0, (key.UnixFileMode | File.GetUnixFileMode(store.FullName)) & others);
            }
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_holds_other_things_is_not_closed_to_those_who_read_them()
    {
        var folder = Directory.CreateTempSubdirectory("weblab-shared-");
        try
        {
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "notes.txt"), "for everyone");
            var (exitCode, output) = await LabServer.Refused(folder.FullName);
            Assert.Equal(2, exitCode);
            Assert.EndsWith("name a folder of its own with --store.", output, StringComparison.Ordinal);
            Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
