using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace WebLab.Server.Clusters;

/// <summary>Folders on the cluster that are named by the hash of all that is in them: each is copied once, and checked there.</summary>
internal sealed class HashedFolders
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
        Program = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10),
        SendingPatience = TimeSpan.FromHours(2),
        CleaningPatience = TimeSpan.FromSeconds(10);

    /// <summary>By folder: a data set that takes hours holds nobody up who needs the worker alone.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _one = new();

    private readonly ConcurrentDictionary<(IClusterShell, string), bool> _seen = new();

    /// <summary>Sees to it that a folder is on the cluster and whole.</summary>
    /// <param name="shell">The way to the cluster.</param>
    /// <param name="parent">The folder that it stands in there.</param>
    /// <param name="files">What is in it.</param>
    /// <param name="copies">Hears that it is not there yet, with its bytes, before they are sent.</param>
    /// <param name="stop">Breaks it off; what was sent so far is deleted there.</param>
    /// <returns>Where.</returns>
    /// <exception cref="ClusterException">It cannot be copied, or has not arrived as it was.</exception>
    public async Task<string> See(
        IClusterShell shell,
        string parent,
        IReadOnlyList<HashedFile> files,
        Func<long, Task>? copies,
        CancellationToken stop
    )
    {
        var list = List(files, "");
        var folder = $"{parent}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)))[..32]}";
        var one = _one.GetOrAdd(folder, _ => new(1));
        await one.WaitAsync(stop);
        try
        {
            if (_seen.ContainsKey((shell, folder)))
                return folder;
            if (await shell.Read(Marker(folder), 0, stop) is null)
            {
                if (copies is not null)
                    await copies(files.Sum(file => file.Bytes));
                await Copy(shell, folder, files, stop);
            }
            _seen[(shell, folder)] = true;
            return folder;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The file with the hashes of all others, written when the folder is whole.</summary>
    public static string Marker(string folder) => $"{folder}/weblab.sha256";

    private static async Task Copy(IClusterShell shell, string folder, IReadOnlyList<HashedFile> files, CancellationToken stop)
    {
        var partial = folder + ".part";
        await Do(shell, "rm", ["-rf", partial], stop);
        await Do(shell, "mkdir", ["-p", "-m", "700", partial], stop);
        try
        {
            await Do(shell, "tar", ["-xf", "-", "--no-same-owner", "-C", partial], stop, stream => Pack(stream, files, stop));
        }
        catch (OperationCanceledException)
        {
            await Clean(shell, partial);
            throw;
        }
        await Write($"{partial}/check", partial);
        await Do(shell, "sha256sum", ["--check", "--quiet", "--strict", $"{partial}/check"], stop);
        await Do(shell, "rm", ["-rf", folder], stop);
        await Do(shell, "mv", ["-T", partial, folder], stop);
        await Write(Marker(folder), folder);

        Task Write(string path, string at) =>
            shell.Write(path, async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(List(files, at + "/")), stop), stop);
    }

    /// <summary>Deletes what a send has left that was broken off; where it cannot, the next send of the same does.</summary>
    private static async Task Clean(IClusterShell shell, string partial)
    {
        try
        {
            await shell.Run("rm", ["-rf", partial], CleaningPatience, CancellationToken.None);
        }
        catch (ClusterException)
        {
            // The cluster is away.
        }
    }

    /// <summary>As sha256sum reads it.</summary>
    private static string List(IReadOnlyList<HashedFile> files, string at) =>
        string.Concat(files.Select(file => $"{file.Hash}  {at}{file.Name}\n"));

    private static async Task Pack(Stream stream, IReadOnlyList<HashedFile> files, CancellationToken stop)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file.Path);
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, file.Name) { DataStream = content, Mode = file.IsProgram ? Program : Plain },
                stop
            );
        }
    }

    private static async Task Do(
        IClusterShell shell,
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken stop,
        Func<Stream, Task>? input = null
    )
    {
        var answer = await shell.Run(program, arguments, input is null ? Patience : SendingPatience, stop, input);
        if (answer.ExitCode != 0)
            throw new ClusterException($"Files could not be copied to the cluster; {program} said: {answer.Sentence()}.");
    }
}

/// <summary>A file of the server's machine and its name in a folder on the cluster.</summary>
internal sealed record HashedFile(string Path, string Name, bool IsProgram = false)
{
    public string Hash { get; } = Hashed(Path);

    public long Bytes { get; } = new FileInfo(Path).Length;

    private static string Hashed(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
