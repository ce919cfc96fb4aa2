using System.Globalization;

namespace WebLab.Bench.Hosting;

/// <summary>What Linux tells of a process.</summary>
internal static class LinuxProcess
{
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
                .Where(id => StatOf(id) is [not "Z", _, ..] and var stat && stat[1] == parent.ToString(CultureInfo.InvariantCulture)),
        ];

    public static bool Lives(int id) => StatOf(id) is [not ("Z" or "X"), ..];

    public static int Handles(int id) => Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Count();

    public static long ResidentBytes(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    private static string[] StatOf(int id)
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
}
