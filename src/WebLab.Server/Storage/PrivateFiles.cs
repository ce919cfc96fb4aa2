using System.Runtime.InteropServices;

namespace WebLab.Server.Storage;

/// <summary>
/// Keeps what the lab writes from the other users of the machine: the database holds password hashes, the keys make cookies. On Windows the
/// user's own folders are closed already.
/// </summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>From here on every file that this process and its workers make is for its user alone (0600, folders 0700).</summary>
    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask(0b000_111_111);
    }

    /// <summary>Closes a store's folder and all that lies in it, such as one that an older WebLab made.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    /// <exception cref="StartupException">The folder is no store: what lies in it is for others to read, as in <c>/tmp</c>.</exception>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows() || IsClosed(folder))
            return;
        if (Directory.EnumerateFileSystemEntries(folder).Any(IsForeign) && !StoreFolder.IsStore(folder))
            throw new StartupException(
                $"The store folder {folder} holds other things and is open to other users of this machine; name a folder of its own with "
                    + $"--store."
            );
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            // A link's mode is its target's, which is not the lab's.
            if (entry.LinkTarget is null)
                entry.UnixFileMode &= ~Others;
        }
        // Last: a folder that is closed says that all in it is.
        File.SetUnixFileMode(folder, Owner);
    }

    /// <summary>What is put into a new store before its first start: a lab's own assemblies.</summary>
    private static bool IsForeign(string entry) => Path.GetFileName(entry) != "extensions";

    /// <summary>Whether nobody else gets into the folder.</summary>
    public static bool IsClosed(string folder) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(folder) & Others) == 0;

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
