using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;

namespace WebLab.Bench.Clusters;

/// <summary>A worker process on the node.</summary>
/// <param name="Id">The process.</param>
/// <param name="ScriptId">Its batch script's; null where that was killed.</param>
/// <param name="RunId">Its run.</param>
internal sealed record NodeWorker(int Id, int? ScriptId, Guid RunId);

/// <summary>The workers that a Slurm's node has now.</summary>
internal static class NodeWorkers
{
    public static IReadOnlyList<NodeWorker> In(string shared) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Find(id, shared) : null)
                .OfType<NodeWorker>(),
        ];

    private static NodeWorker? Find(int id, string shared)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            if (words is not [var program, _, "worker", "--order", var order, ..] || !program.StartsWith(shared, StringComparison.Ordinal))
                return null;
            var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
            var parent = int.Parse(line[5..], CultureInfo.InvariantCulture);
            // An orphan's parent is none of ours.
            var isScript = File.ReadAllText($"/proc/{parent}/cmdline").Contains("/slurm_script", StringComparison.Ordinal);
            return new(
                id,
                isScript ? parent : null,
                JsonSerializer.Deserialize<WorkerOrder>(File.ReadAllText(order), LabJson.Options)!.RunId
            );
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It ended meanwhile, and its folder with it.
            return null;
        }
    }
}
