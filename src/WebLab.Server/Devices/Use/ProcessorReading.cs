using System.Globalization;

namespace WebLab.Server.Devices.Use;

/// <summary>What Linux tells of the processor and the memory, in files that are read anew each time.</summary>
/// <param name="Busy">Ticks spent computing since the machine started.</param>
/// <param name="All">Ticks in all.</param>
/// <param name="MemoryUsed">Bytes in use; what could be freed at once is not counted.</param>
/// <param name="MemoryTotal">Bytes of memory.</param>
/// <param name="Temperature">Degrees Celsius; null where there is no sensor.</param>
internal sealed record ProcessorReading(long Busy, long All, long MemoryUsed, long MemoryTotal, double? Temperature)
{
    /// <summary>Reads the files; null on a system that has none of them.</summary>
    public static ProcessorReading? Take(string root = "/")
    {
        try
        {
            var ticks = File.ReadLines(Path.Combine(root, "proc/stat"))
                .First()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Take(8)
                .Select(tick => long.Parse(tick, CultureInfo.InvariantCulture))
                .ToArray();
            var memory = File.ReadLines(Path.Combine(root, "proc/meminfo"))
                .Take(3)
                .Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture) * 1_024);
            // Idle and waiting for a disk are the fourth and fifth.
            return new(
                ticks.Sum() - ticks[3] - ticks[4],
                ticks.Sum(),
                memory["MemTotal"] - memory["MemAvailable"],
                memory["MemTotal"],
                Sensor(root)
            );
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or KeyNotFoundException
                        or FormatException
                        or IndexOutOfRangeException
                        or InvalidOperationException
            )
        {
            return null;
        }
    }

    /// <summary>The share of the time since an earlier reading that was spent computing.</summary>
    public double? UtilisationSince(ProcessorReading? earlier) =>
        earlier is not null && All > earlier.All ? Math.Clamp((double)(Busy - earlier.Busy) / (All - earlier.All), 0, 1) : null;

    private static double? Sensor(string root)
    {
        var zones = Path.Combine(root, "sys/class/thermal");
        if (!Directory.Exists(zones))
            return null;
        var degrees = Directory
            .EnumerateDirectories(zones, "thermal_zone*")
            .Select(zone => Path.Combine(zone, "temp"))
            .Where(File.Exists)
            .Select(file =>
                double.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var thousandths) ? thousandths / 1_000 : 0
            )
            .ToList();
        return degrees.Count == 0 ? null : degrees.Max();
    }
}
