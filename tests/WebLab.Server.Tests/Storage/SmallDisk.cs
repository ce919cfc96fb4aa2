using System.Diagnostics;

namespace WebLab.Server.Tests.Storage;

/// <summary>
/// A real file system of 64 MB in memory, mounted for one test; where mounting is not allowed, a folder of which a server may take 64 MB,
/// which
/// goes the same way in the server but for the disk's own refusal.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const long Size = 64 << 20;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-disk-");
    private readonly string _filler;

    public SmallDisk()
    {
        Store = Directory.CreateDirectory(Path.Combine(_folder.FullName, "store")).FullName;
        IsMounted =
            OperatingSystem.IsLinux()
            && Environment.IsPrivilegedProcess
            && Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", Store);
        _filler = Path.Combine(Store, "filler");
    }

    public bool IsMounted { get; }

    public string Store { get; }

    public string[] Options(long margin) => ["--Storage:Margin", $"{margin}", .. IsMounted ? (string[])[] : ["--Storage:Quota", $"{Size}"]];

    /// <summary>Takes room until so many bytes are left.</summary>
    public void FillUpTo(long left)
    {
        using var file = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var block = new byte[4_096];
        try
        {
            while (Free() > left)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full to the last byte.
        }
    }

    public void MakeRoom() => File.Delete(_filler);

    public void Dispose()
    {
        if (IsMounted)
            Run("umount", "-l", Store);
        _folder.Delete(recursive: true);
    }

    private long Free() =>
        IsMounted
            ? new DriveInfo(Store).AvailableFreeSpace
            : Size - new DirectoryInfo(Store).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
