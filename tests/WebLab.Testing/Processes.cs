using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WebLab.Testing;

/// <summary>What Linux tells of processes, and how they are ended, stopped and held short.</summary>
public static partial class Processes
{
    private const int SigTerm = 15,
        SigKill = 9,
        SigStop = 19,
        SigCont = 18,
        RlimitData = 2;

    /// <summary>The living children of a process, oldest first.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Stat: StatOf(name!)))
                .Where(process => process.Stat is [not "Z", _, ..] && process.Stat[1] == parent.ToString(CultureInfo.InvariantCulture))
                .Select(process => process.Id)
                .Order(),
        ];

    public static bool Lives(int id) => StatOf(id.ToString(CultureInfo.InvariantCulture)) is [not ("Z" or "X"), ..];

    /// <summary>SIGKILL; a process that has just ended by itself is as good.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // There is none any more.
        }
    }

    /// <summary>Asks a process to end, as a system that shuts down does.</summary>
    public static void Terminate(int id) => _ = SysKill(id, SigTerm);

    /// <summary>Waits until a process that gets started waits for work: for a second it sleeps at each look and takes no memory.</summary>
    public static async Task Idle(int id, TimeSpan patience)
    {
        var (memory, since) = (0L, Stopwatch.GetTimestamp());
        await Waiting.Until(IsSo, patience, () => $"a second in which process {id} slept and took no memory; it has {memory:N0} kB");

        bool IsSo()
        {
            var now = Kilobytes(id, "VmData:");
            if (now != memory || StatOf(id.ToString(CultureInfo.InvariantCulture)) is not ["S", ..])
                (memory, since) = (now, Stopwatch.GetTimestamp());
            return Stopwatch.GetElapsedTime(since) >= TimeSpan.FromSeconds(1);
        }
    }

    /// <summary>Lets a process have so many bytes of its own memory more than it has already.</summary>
    public static void LimitMemory(int id, ulong more)
    {
        var has = 1024 * (ulong)Kilobytes(id, "VmData:");
        ulong[] limit = [has + more, has + more];
        if (SysPrLimit(id, RlimitData, limit, 0) != 0)
            throw new InvalidOperationException($"The memory of process {id} could not be limited.");
    }

    /// <summary>Stops a process as if its machine had stopped, or lets it go on.</summary>
    public static void Freeze(int id, bool isFrozen) => _ = SysKill(id, isFrozen ? SigStop : SigCont);

    /// <summary>Waits for the end of a process that may not be a child.</summary>
    public static async Task Ended(int id, TimeSpan patience)
    {
        await Waiting.Until(() => !Lives(id), patience, () => $"the end of process {id}");
    }

    /// <summary>Each is stopped before its children are asked for, so that it starts none meanwhile.</summary>
    public static void EndDescendants(int id)
    {
        foreach (var child in ChildrenOf(id))
        {
            _ = SysKill(child, SigStop);
            EndDescendants(child);
            _ = SysKill(child, SigKill);
        }
    }

    public static int Handles(int id) => Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Count();

    public static long ResidentBytes(int id) => Kilobytes(id, "VmRSS:") * 1024;

    /// <summary>The most memory that it had since <see cref="ForgetPeak"/>.</summary>
    public static long PeakBytes(int id) => Kilobytes(id, "VmHWM:") * 1024;

    /// <summary>Lets the most memory of a process be what it has now.</summary>
    public static void ForgetPeak(int id) => File.WriteAllText($"/proc/{id}/clear_refs", "5");

    private static long Kilobytes(int id, string field) =>
        long.Parse(
            File.ReadLines($"/proc/{id}/status")
                .First(line => line.StartsWith(field, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture
        );

    /// <summary>The fields after the name: state, parent, ...; empty when there is no such process.</summary>
    private static string[] StatOf(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int SysPrLimit(int pid, int resource, ulong[] newLimit, nint oldLimit);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int pid, int signal);
}
