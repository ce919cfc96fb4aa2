using System.Diagnostics;
using System.Net.Sockets;
using WebLab.Server.Maintenance;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

public sealed class OddFilesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly List<Socket> _sockets = [];

    private string Store => _folder.File("store");

    [Theory]
    [InlineData("server.lock", "link")]
    [InlineData("server.lock", "folder")]
    [InlineData("server.lock", "pipe")]
    [InlineData("control.sock", "folder")]
    [InlineData("control.sock", "link")]
    [InlineData("weblab.db", "pipe")]
    [InlineData("weblab.seal", "pipe")]
    [InlineData("weblab.seal", "device")]
    [InlineData("keys/key-2.xml", "device")]
    [InlineData("backup.archive", "pipe")]
    [InlineData("keys/key-1.xml", "pipe")]
    [InlineData("catalogue/own.json", "pipe")]
    [InlineData("cache/catalogue.json", "socket")]
    [InlineData("labels", "link")]
    [InlineData("labels", "loop")]
    [InlineData("datasets", "link")]
    public async Task A_store_with_what_is_no_file_is_refused_with_its_path_and_never_waited_for(string name, string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        new StoreFolder(Store).Dispose();
        var path = Path.Combine(Store, name);
        Put(path, what);
        var refused = await Assert
            .ThrowsAsync<StartupException>(() => Task.Run(() => new StoreFolder(Store).Dispose()))
            .WaitAsync(Patience);
        Assert.StartsWith($"{path} ", refused.Message, StringComparison.Ordinal);
        // Else a command would take it for another server that has the store.
        Assert.Null(refused.InnerException);
        Assert.False(File.Exists(_folder.File("nowhere")));
    }

    [Fact]
    public void What_is_no_business_of_the_labs_keeps_no_store_from_opening()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        var shared = Directory.CreateDirectory(_folder.File("shared")).FullName;
        Put(Path.Combine(shared, "another.sock"), "socket");
        new StoreFolder(Store).Dispose();
        Directory.CreateSymbolicLink(Path.Combine(Store, "datasets"), shared);
        Put(Path.Combine(Store, "old-disk"), "link");
        new StoreFolder(Store).Dispose();
    }

    [Fact]
    public async Task A_file_where_a_folder_must_be_is_told_so()
    {
        using var store = new TemporaryStore();
        await File.WriteAllTextAsync(Path.Combine(store.Folder.Root, "uploads"), "");
        var refused = Assert.Throws<IOException>(() => store.Folder.Uploads);
        Assert.Contains("uploads must be a folder, and is a file", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("socket")]
    public async Task A_backup_of_an_open_store_names_what_is_no_file_and_does_not_wait_for_it(string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        using var store = new TemporaryStore();
        var path = Path.Combine(store.Folder.Labels, "a.u8");
        Put(path, what);
        var backup = new StoreBackup(store.Folder, store.Database.CopyTo, TimeProvider.System);
        var refused = await Assert
            .ThrowsAsync<MaintenanceException>(() => Task.Run(() => backup.Write(_folder.File("lab.zip"))))
            .WaitAsync(Patience);
        Assert.Contains($"{path} is a {what} and no file", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_backup_is_not_written_through_a_link_or_a_pipe_that_lies_where_it_begins()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        using var store = new TemporaryStore();
        var (to, precious) = (_folder.File("lab.zip"), _folder.File("precious"));
        await File.WriteAllTextAsync(precious, "mine");
        foreach (var what in new[] { "link", "pipe" })
        {
            if (what == "link")
                File.CreateSymbolicLink(to + ".part", precious);
            else
                Put(to + ".part", what);
            await Task.Run(() => new StoreBackup(store.Folder, store.Database.CopyTo, TimeProvider.System).Write(to)).WaitAsync(Patience);
            Assert.Equal("mine", await File.ReadAllTextAsync(precious));
            File.Delete(to);
        }
        Put(to, "pipe");
        using var other = new TemporaryStore();
        var refused = await Assert
            .ThrowsAsync<MaintenanceException>(() => Task.Run(() => StoreRestore.Run(to, other.Folder, TimeProvider.System)))
            .WaitAsync(Patience);
        Assert.Equal($"{to} is no WebLab backup: it is a pipe.", refused.Message);
    }

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _folder.Dispose();
    }

    private void Put(string path, string what)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        switch (what)
        {
            case "link":
                File.CreateSymbolicLink(path, _folder.File("nowhere"));
                return;
            case "loop":
                File.CreateSymbolicLink(path, path);
                return;
            case "device":
                File.CreateSymbolicLink(path, "/dev/zero");
                return;
            case "folder":
                Directory.CreateDirectory(path);
                return;
            case "socket":
                // Its file goes with it.
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                _sockets.Add(socket);
                socket.Bind(new UnixDomainSocketEndPoint(path));
                return;
            default:
                using (var made = Process.Start("mkfifo", path))
                    made.WaitForExit();
                return;
        }
    }
}
