using System.Globalization;
using System.Text.Json;

namespace WebLab.Bench.Training;

/// <summary>PyTorch, by the peer's own script.</summary>
internal sealed class PeerTrainer
{
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

    public async Task<double> ImagesPerSecond(PeerNetwork network, int threads, CancellationToken cancel)
    {
        string[] arguments =
        [
            _script,
            _root,
            "--models",
            network.PeerName,
            "--windows",
            "3",
            "--seconds",
            "2",
            "--threads",
            threads.ToString(CultureInfo.InvariantCulture),
        ];
        // The peer runs as its own users run it: ./weblab's heap settings are not its defaults.
        var output = await OutsideProgram.Output("bash", arguments, cancel, "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_");
        var line =
            output.Split('\n').LastOrDefault(text => text.StartsWith('{'))
            ?? throw new BenchException($"The peer printed no figure for {network.PeerName}.");
        return JsonDocument.Parse(line).RootElement.GetProperty("images_per_s").GetDouble();
    }
}
