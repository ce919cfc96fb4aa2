using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using WebLab.Server.Workers;

namespace WebLab.Server.Clusters;

/// <summary>
/// The worker as a folder that needs nothing of the node: the trainer that this server's own workers are, the .NET runtime that the server
/// itself runs on, and the lab's extensions. It is copied once a version, which is the hash of all that is in it.
/// </summary>
internal sealed class WorkerCopy(IOptions<WorkerOptions> options) : IDisposable
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
        Program = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _one = new(1);
    private readonly HashSet<(IClusterShell, string)> _seen = [];
    private IReadOnlyList<CopiedFile>? _files;

    /// <summary>Sees to it that the folder is on the cluster and whole.</summary>
    /// <param name="shell">The way to the cluster.</param>
    /// <param name="clusterFolder">WebLab's own folder there.</param>
    /// <param name="copies">Hears that it is not there yet, with its bytes, before they are sent.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Where.</returns>
    /// <exception cref="ClusterException">It cannot be copied, or has not arrived as it was.</exception>
    public async Task<string> See(IClusterShell shell, string clusterFolder, Func<long, Task>? copies, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            _files ??= await Task.Run(() => Find(Path.GetDirectoryName(options.Value.Find())!, options.Value.Extensions), stop);
            var list = string.Concat(_files.Select(file => $"{file.Hash}  {file.Name}\n"));
            var folder = $"{clusterFolder}/workers/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)))[..32]}";
            if (_seen.Contains((shell, folder)))
                return folder;
            if (await shell.Read(Marker(folder), 0, stop) is null)
            {
                if (copies is not null)
                    await copies(_files.Sum(file => file.Bytes));
                await Copy(shell, folder, stop);
            }
            _seen.Add((shell, folder));
            return folder;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The file with the hashes of all others, written when the folder is whole.</summary>
    public static string Marker(string folder) => $"{folder}/weblab.sha256";

    /// <summary>The worker's command in such a folder, word by word.</summary>
    public static IReadOnlyList<string> Command(string folder) => [$"{folder}/dotnet/dotnet", $"{folder}/WebLab.Training.dll"];

    public static string Extensions(string folder) => $"{folder}/extensions";

    public void Dispose() => _one.Dispose();

    private async Task Copy(IClusterShell shell, string folder, CancellationToken stop)
    {
        var partial = folder + ".part";
        await Do(shell, "rm", ["-rf", partial], stop);
        await Do(shell, "mkdir", ["-p", "-m", "700", partial], stop);
        await shell.Write($"{partial}/weblab.tar", stream => Pack(stream, stop), stop);
        await Do(shell, "tar", ["-xf", $"{partial}/weblab.tar", "--no-same-owner", "-C", partial], stop);
        await Do(shell, "rm", ["-f", $"{partial}/weblab.tar"], stop);
        var list = string.Concat(_files!.Select(file => $"{file.Hash}  {partial}/{file.Name}\n"));
        await shell.Write($"{partial}/check", async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(list), stop), stop);
        await Do(shell, "sha256sum", ["--check", "--quiet", "--strict", $"{partial}/check"], stop);
        await Do(shell, "rm", ["-rf", folder], stop);
        await Do(shell, "mv", ["-T", partial, folder], stop);
        list = list.Replace(partial, folder, StringComparison.Ordinal);
        await shell.Write(Marker(folder), async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(list), stop), stop);
    }

    private async Task Pack(Stream stream, CancellationToken stop)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var file in _files!)
        {
            await using var content = File.OpenRead(file.Path);
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, file.Name) { DataStream = content, Mode = file.IsProgram ? Program : Plain },
                stop
            );
        }
    }

    private static async Task Do(IClusterShell shell, string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var answer = await shell.Run(program, arguments, Patience, stop);
        if (answer.ExitCode != 0)
            throw new ClusterException($"The worker could not be copied to the cluster; {program} said: {answer.Sentence()}.");
    }

    private static IReadOnlyList<CopiedFile> Find(string worker, string? extensions)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        var version = Path.GetFileName(runtime);
        return
        [
            .. Files(worker, "").Where(file => file.Extension is not (".pdb" or ".xml")),
            new(Path.Combine(root, "dotnet"), "dotnet/dotnet", IsProgram: true),
            .. Newest(Path.Combine(root, "host", "fxr")) is { } fxr ? Files(fxr, $"dotnet/host/fxr/{Path.GetFileName(fxr)}/") : [],
            .. Files(runtime, $"dotnet/shared/Microsoft.NETCore.App/{version}/"),
            .. extensions is not null && Directory.Exists(extensions) ? Files(extensions, "extensions/") : [],
        ];
    }

    private static string? Newest(string folder) => Directory.EnumerateDirectories(folder).Max(StringComparer.Ordinal);

    private static IEnumerable<CopiedFile> Files(string folder, string name) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new CopiedFile(path, name + Path.GetRelativePath(folder, path), IsProgram: false));

    private sealed record CopiedFile(string Path, string Name, bool IsProgram)
    {
        public string Extension => System.IO.Path.GetExtension(Path);

        public string Hash { get; } = Hashed(Path);

        public long Bytes { get; } = new FileInfo(Path).Length;

        private static string Hashed(string path)
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
    }
}
