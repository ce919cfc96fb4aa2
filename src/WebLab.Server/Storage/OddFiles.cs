using WebLab.Data;

namespace WebLab.Server.Storage;

/// <summary>What must not lie in a store: whoever opens a pipe waits for ever, and what a link that leads nowhere names would be made
/// elsewhere.</summary>
internal static class OddFiles
{
    // A disk's own folder, as lost+found, is for others to read.
    private static readonly EnumerationOptions WhatCanBeRead = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Looks through a store before anything in it is opened. The folder of data sets, which may be a link to a disk that others
    /// share, is looked at where one is read.</summary>
    /// <exception cref="StartupException">It has such a thing.</exception>
    public static void Refuse(string root)
    {
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos())
        {
            if (OddityOf(entry) is { } oddity)
                throw new StartupException($"{entry.FullName} {oddity}.");
            if (entry is DirectoryInfo folder && StoreFiles.IsPart(entry.Name))
                RefuseIn(folder);
        }
    }

    private static string? OddityOf(FileSystemInfo entry)
    {
        if (StoreFolder.IsOwn(entry.Name) && entry.LinkTarget is { } target && !LinkEnd.IsThere(entry.FullName))
            return $"is a link to {target} and leads nowhere: put that back, or delete the link";
        if (StoreFolder.IsFile(entry.Name) && entry is DirectoryInfo)
            return "must be a file, and is a folder: move it out of the store";
        return LinkEnd.OddityOf(entry.FullName) is { } kind && entry.Name != StoreFolder.ControlSocket ? Sentence(kind) : null;
    }

    // Folders that are links within the folders are not entered; a backup tells of them.
    private static void RefuseIn(DirectoryInfo folder)
    {
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos("*", WhatCanBeRead))
            {
                if (entry is DirectoryInfo inner)
                {
                    if (inner.LinkTarget is null)
                        RefuseIn(inner);
                }
                else if (LinkEnd.OddityOf(entry.FullName) is { } kind)
                    throw new StartupException($"{entry.FullName} {Sentence(kind)}.");
            }
        }
        catch (DirectoryNotFoundException)
        {
            // A server that has the store open has just deleted it.
        }
    }

    public static string Sentence(string kind) => $"is {kind} and no file: move it out of the store";
}
