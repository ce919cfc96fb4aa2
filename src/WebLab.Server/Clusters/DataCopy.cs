using System.Collections.Concurrent;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Data.Datasets;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.NumberFiles;

namespace WebLab.Server.Clusters;

/// <summary>What runs read from the server's disk, sent to the cluster for nodes that do not see it: each content once.</summary>
internal sealed class DataCopy(HashedFolders folders, DatasetLibrary datasets, NumberFileLibrary numbers)
{
    /// <summary>Files that were hashed, by their paths, sizes and times.</summary>
    private readonly ConcurrentDictionary<string, IReadOnlyList<HashedFile>> _hashed = new();

    /// <summary>Sees to it that a run's data set and its files of labels and of numbers are on the cluster and whole.</summary>
    /// <param name="shell">The way to the cluster.</param>
    /// <param name="clusterFolder">WebLab's own folder there.</param>
    /// <param name="spec">The run's recipe.</param>
    /// <param name="copies">Hears what is not there yet, with its bytes, before it is sent.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Where; nothing for what the run does not read from files.</returns>
    /// <exception cref="ClusterException">It cannot be copied, or has not arrived as it was.</exception>
    /// <exception cref="IOException">A file cannot be read here.</exception>
    public async Task<SentData> See(
        IClusterShell shell,
        string clusterFolder,
        RunSpec spec,
        Func<string, long, Task> copies,
        CancellationToken stop
    )
    {
        string? data = null,
            labels = null;
        if (datasets.FilesOf(spec.Dataset) is { } found && datasets.PlaceOf(spec.Dataset) is { } place)
        {
            // A place is a folder, or that and how the names of its files begin.
            var root = Directory.Exists(place) ? place : found.Folder;
            // Whoever breaks it off does not wait for the hash, which is kept for the next.
            var files = await Task.Run(
                    () =>
                        _hashed.GetOrAdd($"{root}\n{found.Stamp()}", _ =>
                            [.. Read(found).Select(path => new HashedFile(path, Path.GetRelativePath(root, path)))]
                        ),
                    CancellationToken.None
                )
                .WaitAsync(stop);
            data = await Send(files, spec.Dataset);
            if (root != place)
                data = $"{data}/{Path.GetFileName(place)}";
        }
        if (spec.Corruption.LabelFile is { } file && datasets.LabelFolderOf(spec) is { } folder)
            labels = await Send([new(Path.Combine(folder, file), file)], file);
        return new(data, labels, await SendNumbers(NumberFileKind.Probabilities), await SendNumbers(NumberFileKind.Embeddings));

        async Task<string?> SendNumbers(NumberFileKind kind) =>
            numbers.Find(kind, spec) is var (path, title)
                ? $"{await Send([new(path, Path.GetFileName(path))], title)}/{Path.GetFileName(path)}"
                : null;

        Task<string> Send(IReadOnlyList<HashedFile> files, string name) =>
            folders.See(shell, $"{clusterFolder}/data", files, bytes => copies(name, bytes), stop);
    }

    /// <summary>The set's files, what an import wrote of where its examples came from and what they were like, which an audit tells, and
    /// what says that they stand in for a published set's.</summary>
    private static IEnumerable<string> Read(FoundDataset found)
    {
        string[] beside = found.Format is ImportedFormat
            ?
            [
                ImportedSet.NamesFile(found.Folder, "train"),
                ImportedSet.NamesFile(found.Folder, "test"),
                ImportedSet.TraitsFile(found.Folder, "train"),
            ]
            : [.. found.Beside];
        return found.Files.Concat(beside.Where(File.Exists));
    }
}
