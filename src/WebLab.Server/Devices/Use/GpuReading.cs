using System.Globalization;

namespace WebLab.Server.Devices.Use;

/// <summary>What <c>nvidia-smi</c> tells of one GPU; a figure that it does not support is null.</summary>
/// <param name="Index">The GPU's number.</param>
/// <param name="Utilisation">The share of the last sample period in which it computed, 0 to 1.</param>
/// <param name="MemoryUsed">Bytes in use.</param>
/// <param name="MemoryTotal">Bytes of memory.</param>
/// <param name="Temperature">Degrees Celsius.</param>
internal sealed record GpuReading(string Index, double? Utilisation, long? MemoryUsed, long? MemoryTotal, double? Temperature)
{
    private const string Fields =
        "--query-gpu=index,utilization.gpu,memory.used,memory.total,temperature.gpu --format=csv,noheader,nounits";

    public static async Task<IReadOnlyList<GpuReading>> Take(CancellationToken stop) =>
        await NvidiaSmi.Query(Fields, stop) is { } output
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]
            : [];

    internal static GpuReading Parse(string line)
    {
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        double? Number(int at) =>
            at < fields.Length && double.TryParse(fields[at], CultureInfo.InvariantCulture, out var value) ? value : null;
        long? Bytes(int at) => Number(at) is { } mebibytes ? (long)mebibytes * 1_048_576 : null;
        return new(fields[0], Number(1) / 100, Bytes(2), Bytes(3), Number(4));
    }
}
