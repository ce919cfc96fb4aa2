using System.Globalization;
using WebLab.Server.Clusters;

namespace WebLab.Server.Tests.Clusters;

/// <summary>Copies through commands of this machine, of which one can be made to wait.</summary>
public sealed class HashedFoldersTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("weblab-hashed-");
    private readonly HashedFolders _folders = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_takes_long_to_send_holds_no_other_up()
    {
        Need();
        await using var shell = new HeldShell(_folder.Path, "data");
        using var stop = new CancellationTokenSource();
        var data = See(shell, "data", stop.Token);
        await shell.Held;
        var worker = await See(shell, "workers", CancellationToken.None).Within(Patience, () => "the copy of another folder");
        Assert.Equal("a file of workers", await File.ReadAllTextAsync($"{worker}/file", TestContext.Current.CancellationToken));
        Assert.False(data.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => data);
    }

    [Fact]
    public async Task A_send_that_is_broken_off_ends_its_command_leaves_nothing_and_lets_the_next_one_send_it()
    {
        Need();
        await using var shell = new HeldShell(_folder.Path, "data");
        using var stop = new CancellationTokenSource();
        var first = See(shell, "data", stop.Token);
        var command = await shell.Held;
        var second = See(shell, "data", CancellationToken.None);
        Assert.True(Processes.Lives(command));
        shell.Holds = false;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var sent = await second.Within(Patience, () => "the copy of the second who needs it");
        await Processes.Ended(command, Patience);
        Assert.Equal([sent], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "data")));
    }

    private async Task<string> See(HeldShell shell, string name, CancellationToken stop)
    {
        var path = Path.Combine(_folder.Path, $"{name}.txt");
        await File.WriteAllTextAsync(path, $"a file of {name}", CancellationToken.None);
        return await _folders.See(shell, Path.Combine(_folder.Path, name), [new(path, "file")], null, stop);
    }

    private static void Need() => Assert.SkipUnless(OperatingSystem.IsLinux(), "It takes the commands of Linux.");

    /// <summary>This machine's commands, but what unpacks into one folder waits, as it does while hours of data come.</summary>
    private sealed class HeldShell(string root, string name) : IClusterShell
    {
        private readonly HereShell _here = new();
        private readonly TaskCompletionSource<int> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Holds { get; set; } = true;

        /// <summary>The process that waits.</summary>
        public Task<int> Held => _held.Task.Within(Patience, () => "a send that waits");

        public async Task<CommandAnswer> Run(
            string program,
            IReadOnlyList<string> arguments,
            TimeSpan patience,
            CancellationToken stop,
            Func<Stream, Task>? input = null
        )
        {
            if (program != "tar" || !Holds || !arguments[^1].StartsWith($"{root}/{name}/", StringComparison.Ordinal))
                return await _here.Run(program, arguments, patience, stop, input);
            var file = Path.Combine(root, "held");
            var waiting = _here.Run("bash", ["-c", "echo $$ >\"$0\"; exec sleep 600", file], patience, stop, input);
            var id = "";
            await Waiting.Until(
                () => File.Exists(file) && (id = File.ReadAllText(file)).EndsWith('\n'),
                Patience,
                () => "the process that waits"
            );
            _held.TrySetResult(int.Parse(id, CultureInfo.InvariantCulture));
            return await waiting;
        }

        public Task Write(string path, Func<Stream, Task> content, CancellationToken stop) => _here.Write(path, content, stop);

        public Task<byte[]?> Read(string path, long from, CancellationToken stop) => _here.Read(path, from, stop);

        public ValueTask DisposeAsync() => _here.DisposeAsync();
    }
}
