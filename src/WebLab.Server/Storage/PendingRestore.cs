namespace WebLab.Server.Storage;

/// <summary>
/// Puts a backup that is unpacked and checked in a store's place, by renaming alone. A kill may come between any two of the steps: the
/// names of the folders say how far it came, and whoever opens the store next goes on from there.
/// </summary>
internal static class PendingRestore
{
    /// <summary>Where a backup is unpacked: nothing of the store has changed yet.</summary>
    public const string Unpacking = "restore.tmp";

    /// <summary>It is whole and good; what was there before is being set aside.</summary>
    public const string Ready = "restore.ready";

    /// <summary>What was there before is set aside; what is in it is being moved out of it.</summary>
    public const string Moving = "restore.moving";

    /// <summary>How the folders begin that hold what was there before.</summary>
    public const string Replaced = "replaced-";

    /// <summary>Begins with what was unpacked, and goes on to the end.</summary>
    /// <returns>The folder with what was there before; null when there was nothing.</returns>
    public static string? Begin(string root, DateTimeOffset now)
    {
        Directory.Move(Path.Combine(root, Unpacking), Path.Combine(root, Ready));
        return Finish(root, now);
    }

    public static bool Is(string root) => Directory.Exists(Path.Combine(root, Ready)) || Directory.Exists(Path.Combine(root, Moving));

    /// <summary>Goes on where a restore was cut short.</summary>
    /// <returns>The folder with what was set aside; null when nothing was.</returns>
    public static string? Finish(string root, DateTimeOffset now)
    {
        var (ready, moving) = (Path.Combine(root, Ready), Path.Combine(root, Moving));
        string? aside = null;
        if (Directory.Exists(ready))
        {
            aside = SetAside(root, now);
            Directory.Move(ready, moving);
        }
        if (Directory.Exists(moving))
        {
            foreach (var entry in new DirectoryInfo(moving).EnumerateFileSystemInfos())
                Move(entry, root);
            Directory.Delete(moving);
        }
        return aside;
    }

    private static string? SetAside(string root, DateTimeOffset now)
    {
        var database = Path.Combine(root, StoreFolder.DatabaseFile);
        FileSystemInfo[] old =
        [
            .. new[] { database, DatabaseFile.LogOf(database), StoreSeal.PathOf(database) }
                .Where(File.Exists)
                .Select(path => new FileInfo(path)),
            .. StoreFiles.Folders(root),
        ];
        if (old.Length == 0)
            return null;
        var aside = Path.Combine(root, $"{Replaced}{now:yyyyMMdd-HHmmss}");
        for (var number = 2; Directory.Exists(aside); number++)
            aside = Path.Combine(root, $"{Replaced}{now:yyyyMMdd-HHmmss}-{number}");
        Directory.CreateDirectory(aside);
        foreach (var entry in old)
            Move(entry, aside);
        return aside;
    }

    private static void Move(FileSystemInfo entry, string folder)
    {
        var to = Path.Combine(folder, entry.Name);
        if (entry is DirectoryInfo directory)
            directory.MoveTo(to);
        else
            ((FileInfo)entry).MoveTo(to);
    }
}
