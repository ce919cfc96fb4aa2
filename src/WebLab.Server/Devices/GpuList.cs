using System.Globalization;

namespace WebLab.Server.Devices;

/// <summary>
/// The GPUs that workers may use, as <c>nvidia-smi</c> lists them and as torch will number them. Unless it is told otherwise CUDA numbers
/// the fastest card first, and <c>nvidia-smi</c> goes by the PCI bus; so workers get both the order and the cards, named by their UUIDs,
/// and <c>cuda:N</c> is the N-th of those.
/// </summary>
internal static class GpuList
{
    public const string Query = "--query-gpu=index,uuid,memory.total,name --format=csv,noheader,nounits";

    private const string Order = "CUDA_DEVICE_ORDER",
        Visible = "CUDA_VISIBLE_DEVICES";

    /// <summary>Reads the list.</summary>
    /// <param name="output">What <c>nvidia-smi</c> wrote for <see cref="Query"/>.</param>
    /// <param name="visible">The server's own CUDA_VISIBLE_DEVICES, which its workers keep to; null when it has none. Numbers in it are
    /// those of <c>nvidia-smi</c>.</param>
    /// <param name="runsPerDevice">How many runs may share one.</param>
    public static IReadOnlyList<Device> Read(string output, string? visible, int runsPerDevice)
    {
        var gpus = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(',', 4, StringSplitOptions.TrimEntries))
            .Where(fields => fields.Length == 4)
            .Select(fields => new Gpu(fields[0], fields[1], Bytes(fields[2]), fields[3]))
            .ToList();
        var chosen = visible is null ? gpus : Choose(gpus, visible);
        var environment = new Dictionary<string, string>
        {
            [Order] = "PCI_BUS_ID",
            [Visible] = string.Join(',', chosen.Select(gpu => gpu.Uuid)),
        };
        return
        [
            .. chosen.Select(
                (gpu, number) =>
                    new Device($"cuda-{gpu.Index}", $"{gpu.Name}, GPU {gpu.Index}", $"cuda:{number}", 2, gpu.MemoryBytes, runsPerDevice)
                    {
                        Environment = environment,
                    }
            ),
        ];
    }

    // As CUDA reads it: in the order given, up to the first that is not there; a UUID may be cut short where it stays unique.
    private static List<Gpu> Choose(List<Gpu> gpus, string visible)
    {
        var chosen = new List<Gpu>();
        foreach (var entry in visible.Split(',', StringSplitOptions.TrimEntries))
        {
            var matches = gpus.FindAll(gpu =>
                gpu.Index == entry
                || (entry.StartsWith("GPU-", StringComparison.Ordinal) && gpu.Uuid.StartsWith(entry, StringComparison.Ordinal))
            );
            if (matches is not [var match] || chosen.Contains(match))
                break;
            chosen.Add(match);
        }
        return chosen;
    }

    private static long? Bytes(string mebibytes) =>
        long.TryParse(mebibytes, CultureInfo.InvariantCulture, out var known) ? known * 1_048_576 : null;

    private sealed record Gpu(string Index, string Uuid, long? MemoryBytes, string Name);
}
