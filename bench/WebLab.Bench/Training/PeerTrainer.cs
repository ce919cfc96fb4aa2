using System.Globalization;
using System.Text.Json;

namespace WebLab.Bench.Training;

/// <summary>PyTorch, by the peer's own script.</summary>
internal sealed class PeerTrainer
{
    // Without the processor's description PyTorch uses none of its vector units; the mounts are this process's own and end with it.
    private const string WithProcessorFacts =
        "mount -t proc proc \"$1/proc\" && mount --rbind /sys \"$1/sys\" && script=$0 && exec bash \"$script\" \"$@\"";

    private readonly string _script;
    private readonly string _root;

    public PeerTrainer(string scripts, string root)
    {
        (_script, _root) = (Path.GetFullPath(Path.Combine(scripts, "run.sh")), root);
        if (!File.Exists(_script))
            throw new BenchException($"--peer-scripts must name the folder of the peer's run.sh; there is no {_script}.");
        if (!Directory.Exists(Path.Combine(root, "usr")))
            throw new BenchException(
                $"--peer must name the root that the peer's setup.sh made; there is none at {root} (setup.sh {root} makes it)."
            );
    }

    /// <exception cref="BenchException">The variant does not work here.</exception>
    public async Task<double> ImagesPerSecond(
        PeerNetwork network,
        PeerVariant variant,
        int threads,
        double seconds,
        CancellationToken cancel
    )
    {
        string[] arguments =
        [
            "--mount",
            "bash",
            "-c",
            WithProcessorFacts,
            _script,
            _root,
            "--models",
            network.PeerName,
            "--windows",
            "3",
            "--seconds",
            seconds.ToString(CultureInfo.InvariantCulture),
            "--threads",
            threads.ToString(CultureInfo.InvariantCulture),
            .. variant.Options,
        ];
        // The peer runs as its own users run it: ./weblab's heap settings are not its defaults.
        var output = await OutsideProgram.Output("unshare", arguments, cancel, "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_");
        var line =
            output.Split('\n').LastOrDefault(text => text.StartsWith('{'))
            ?? throw new BenchException($"The peer printed no figure for {network.PeerName}.");
        return JsonDocument.Parse(line).RootElement.GetProperty("images_per_s").GetDouble();
    }

    /// <summary>The fastest of the variants, each tried once, and what was seen of each.</summary>
    public async Task<(PeerVariant Fastest, string Seen)> Fastest(
        PeerNetwork network,
        bool inBfloat16,
        int threads,
        double seconds,
        CancellationToken cancel
    )
    {
        var seen = new List<(PeerVariant Variant, double? Speed)>();
        foreach (var variant in PeerVariant.For(network, inBfloat16))
        {
            try
            {
                seen.Add((variant, await ImagesPerSecond(network, variant, threads, seconds, cancel)));
            }
            catch (BenchException) when (variant.Options.Contains("--compile"))
            {
                // It needs a C++ compiler in the peer's root.
                seen.Add((variant, null));
            }
        }
        return (
            seen.MaxBy(each => each.Speed ?? 0).Variant,
            string.Join(
                "; ",
                seen.Select(each =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{each.Variant.Title} {(each.Speed is { } speed ? $"{speed:N0}" : "does not run")}"
                    )
                )
            )
        );
    }
}
