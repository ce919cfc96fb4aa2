using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Sources;

/// <summary>The files of a folder and of the folders in it. Links are not followed, and what is no plain file is not opened.</summary>
internal static class FolderSource
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public static void Add(SourceTree tree, string folder, string prefix, string title)
    {
        var waiting = new Stack<(string Folder, string Prefix, int Depth)>([(folder, prefix, 0)]);
        var links = 0;
        while (waiting.TryPop(out var each))
        {
            if (each.Depth > tree.Budget.Limits.Depth)
                throw new DatasetException($"{title} has folders within folders beyond {tree.Budget.Limits.Depth}.");
            foreach (var info in new DirectoryInfo(each.Folder).EnumerateFileSystemInfos("*", Everything))
            {
                var path = each.Prefix + info.Name;
                if (info.LinkTarget is not null)
                {
                    tree.Count(path);
                    links++;
                }
                else if (info is DirectoryInfo)
                {
                    tree.Count(path);
                    waiting.Push((info.FullName, path + "/", each.Depth + 1));
                }
                else
                    tree.Add(Entry(info.FullName, path, title, ((FileInfo)info).Length));
            }
        }
        if (links > 0)
            tree.Odd.Add($"{title} has {links:N0} links, which are not followed.");
    }

    /// <summary>A plain file; one of no bytes, which a pipe or a device looks like, is entered and never opened.</summary>
    public static FileEntry Entry(string file, string path, string title, long length)
    {
        var isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return new(file, isGzip ? path[..^3] : path, title, length, isGzip);
    }
}
