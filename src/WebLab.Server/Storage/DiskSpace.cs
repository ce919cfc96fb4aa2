using System.Globalization;

namespace WebLab.Server.Storage;

/// <summary>What a disk has left for us.</summary>
internal static class DiskSpace
{
    /// <summary>The bytes that this process may still write on the disk that holds a folder.</summary>
    public static long Free(string folder) =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : folder).AvailableFreeSpace;

    /// <summary>What the files in a folder take.</summary>
    public static long Used(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(LengthOf);

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    public static string Text(long bytes) =>
        bytes >= 10_000_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N0} GB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB");
}
