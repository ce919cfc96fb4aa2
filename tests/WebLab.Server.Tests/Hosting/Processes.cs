using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WebLab.Server.Tests.Hosting;

internal static partial class Processes
{
    private const int SigTerm = 15,
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

    public static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>Asks a process to end, as a system that shuts down does.</summary>
    public static void Terminate(int id) => _ = SysKill(id, SigTerm);

    /// <summary>Lets a process have so many bytes of its own memory more than it has already.</summary>
    public static void LimitMemory(int id, ulong more)
    {
        var has =
            1024
            * ulong.Parse(
                File.ReadLines($"/proc/{id}/status")
                    .First(line => line.StartsWith("VmData:", StringComparison.Ordinal))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture
            );
        ulong[] limit = [has + more, has + more];
        Assert.Equal(0, SysPrLimit(id, RlimitData, limit, 0));
    }

    /// <summary>Stops a process as if its machine had stopped, or lets it go on.</summary>
    public static void Freeze(int id, bool isFrozen) => _ = SysKill(id, isFrozen ? SigStop : SigCont);

    /// <summary>Waits for the end of a process that may not be a child.</summary>
    public static async Task Ended(int id, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Lives(id))
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"Process {id} should have ended within {patience.TotalSeconds} s.");
            await timer.WaitForNextTickAsync();
        }
    }

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
