using System.Diagnostics;

namespace WebLab.Testing;

/// <summary>A real Slurm of one node on loopback, with a folder of its own that goes with it.</summary>
public sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Built.Root, "scripts", "slurm.sh");
    private static readonly string[] Programs = ["sbatch", "slurmctld", "slurmd", "munged"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-slurm-");

    private SlurmCluster() { }

    /// <summary>Why there can be none on this machine, one sentence; null when there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "A Slurm of one's own is started by root on Linux alone."
        : Programs.FirstOrDefault(program => Find(program) is null) is { } program
            ? $"{program} is not installed; scripts/setup-slurm.sh installs it."
        : null;

    /// <summary>All that it has.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A folder that the cluster's node sees.</summary>
    public string Shared => Path.Combine(_folder.FullName, "shared");

    /// <summary>What a server's environment needs so that the commands find this cluster.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string> { ["SLURM_CONF"] = Path.Combine(_folder.FullName, "client.conf") };

    public static async Task<SlurmCluster> Start(int? cpus = null)
    {
        var cluster = new SlurmCluster();
        await cluster.Manage("start", cpus);
        Directory.CreateDirectory(cluster.Shared);
        return cluster;
    }

    /// <summary>start-controller, stop-controller, start-node, stop-node; heal starts whichever of the two is not there.</summary>
    public Task Do(string verb) => Manage(verb, null);

    /// <summary>The process ids of a daemon: slurmctld, slurmd.</summary>
    public int Daemon(string name) =>
        int.Parse(File.ReadAllText(Path.Combine(_folder.FullName, $"{name}.fgpid")), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The end of a daemon's log.</summary>
    public string LastWords(string daemon) =>
        string.Join('\n', File.ReadLines(Path.Combine(_folder.FullName, "log", $"{daemon}.log")).TakeLast(40));

    /// <summary>Runs one of Slurm's commands.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().Within(Patience, () => $"the end of {program}");
        return process.ExitCode == 0 ? output : throw new LabException($"{program} failed: {await complaint}");
    }

    public async ValueTask DisposeAsync()
    {
        await Run("scancel", "--quiet", "--me", "--state=RUNNING");
        await Manage("stop", null);
        _folder.Delete(recursive: true);
    }

    internal static string? Find(string program) =>
        new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin" }
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private async Task Manage(string verb, int? cpus)
    {
        var start = new ProcessStartInfo("bash", [Script, verb, _folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        if (cpus is not null)
            start.Environment["SLURM_TEST_CPUS"] = $"{cpus}";
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within(Patience, () => $"the end of slurm.sh {verb}");
        if (process.ExitCode != 0)
            throw new LabException($"slurm.sh {verb} failed: {await complaint}");
    }
}
