using WebLab.Data;

namespace WebLab.Server.Storage;

/// <summary>Which files of a store a backup holds beside the database.</summary>
internal static class StoreFiles
{
    /// <summary>Downloaded data sets can be had again; what a restore set aside and what a migration copied is no part of the lab any
    /// more.</summary>
    private static readonly string[] LeftOut =
    [
        "datasets",
        "backups",
        PendingRestore.Unpacking,
        PendingRestore.Ready,
        PendingRestore.Moving,
    ];

    /// <summary>Those of the folders. A folder of the store may be a link to a larger disk.</summary>
    /// <exception cref="IOException">There is a link that would be left out, or what is no file.</exception>
    public static IEnumerable<string> Beside(string root) => Folders(root).SelectMany(Files);

    /// <exception cref="IOException">A folder is a link that leads nowhere.</exception>
    public static IReadOnlyList<DirectoryInfo> Folders(string root)
    {
        var entries = new DirectoryInfo(root).EnumerateFileSystemInfos().Where(entry => IsPart(entry.Name)).ToList();
        // A file is there for .NET also when it is a link that leads nowhere.
        if (entries.Find(entry => entry.LinkTarget is not null && !LinkEnd.IsThere(entry.FullName)) is { } broken)
            throw new IOException($"{broken.FullName} is a link to {broken.LinkTarget} and leads nowhere.");
        return [.. entries.OfType<DirectoryInfo>()];
    }

    /// <summary>Whether a folder of that name belongs to the lab.</summary>
    public static bool IsPart(string folder) =>
        !LeftOut.Contains(folder, StringComparer.OrdinalIgnoreCase)
        && !folder.StartsWith(PendingRestore.Replaced, StringComparison.Ordinal);

    private static IEnumerable<string> Files(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is { } target)
                throw new IOException(
                    $"{entry.FullName} is a link to {target}, and would be left out: put what it leads to in its place, or make the whole "
                        + "folder of the store the link."
                );
            if (entry is DirectoryInfo inner)
            {
                foreach (var path in Files(inner))
                    yield return path;
            }
            else if (entry.Extension is not (".part" or ".tmp"))
                yield return LinkEnd.OddityOf(entry.FullName) is { } kind
                    ? throw new IOException($"{entry.FullName} {OddFiles.Sentence(kind)}.")
                    : entry.FullName;
        }
    }
}
