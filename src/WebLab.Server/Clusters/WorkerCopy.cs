using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using WebLab.Server.Workers;

namespace WebLab.Server.Clusters;

/// <summary>
/// The worker as a folder that needs nothing of the node: the trainer that this server's own workers are, the .NET runtime that the server
/// itself runs on, and the lab's extensions. It is copied once a version, which is the hash of all that is in it.
/// </summary>
internal sealed class WorkerCopy(HashedFolders folders, IOptions<WorkerOptions> options)
{
    private Task<IReadOnlyList<HashedFile>>? _files;

    /// <summary>Sees to it that it is on the cluster and whole.</summary>
    /// <param name="shell">The way to the cluster.</param>
    /// <param name="clusterFolder">WebLab's own folder there.</param>
    /// <param name="copies">Hears that it is not there yet, with its bytes, before they are sent.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Where.</returns>
    /// <exception cref="ClusterException">It cannot be copied, or has not arrived as it was.</exception>
    /// <exception cref="IOException">A file of it cannot be read here.</exception>
    public async Task<string> See(IClusterShell shell, string clusterFolder, Func<long, Task>? copies, CancellationToken stop)
    {
        if (_files is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            _files = Task.Run(() => Find(Path.GetDirectoryName(options.Value.Find())!, options.Value.Extensions), CancellationToken.None);
        // Others may wait for the same hash.
        var files = await _files.WaitAsync(stop);
        return await folders.See(shell, $"{clusterFolder}/workers", files, copies, stop);
    }

    /// <summary>The worker's command in such a folder, word by word.</summary>
    public static IReadOnlyList<string> Command(string folder) => [$"{folder}/dotnet/dotnet", $"{folder}/WebLab.Training.dll"];

    public static string Extensions(string folder) => $"{folder}/extensions";

    private static IReadOnlyList<HashedFile> Find(string worker, string? extensions)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        var version = Path.GetFileName(runtime);
        return
        [
            .. Files(worker, "", path => Path.GetExtension(path) is not (".pdb" or ".xml")),
            new(Path.Combine(root, "dotnet"), "dotnet/dotnet", IsProgram: true),
            .. Newest(Path.Combine(root, "host", "fxr")) is { } fxr ? Files(fxr, $"dotnet/host/fxr/{Path.GetFileName(fxr)}/") : [],
            .. Files(runtime, $"dotnet/shared/Microsoft.NETCore.App/{version}/"),
            .. extensions is not null && Directory.Exists(extensions) ? Files(extensions, "extensions/") : [],
        ];
    }

    private static string? Newest(string folder) => Directory.EnumerateDirectories(folder).Max(StringComparer.Ordinal);

    private static IEnumerable<HashedFile> Files(string folder, string name, Func<string, bool>? isOfIt = null) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(isOfIt ?? (_ => true))
            .Order(StringComparer.Ordinal)
            .Select(path => new HashedFile(path, name + Path.GetRelativePath(folder, path)));
}
