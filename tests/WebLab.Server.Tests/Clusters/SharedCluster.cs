using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>One Slurm, and an SSH server before it, for the tests of <see cref="ClusterTests"/>; the worker is copied there once, before
/// the first of them: at half a gigabyte it took a busy machine more than a minute, of which none is the tests'.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private static readonly string? Missing = SlurmCluster.Missing ?? SshServer.Missing;
    private static readonly TimeSpan CopyPatience = TimeSpan.FromMinutes(5),
        EndPatience = TimeSpan.FromSeconds(60);

    private readonly List<LabServer> _labs = [];
    private LabServer? _lab;
    private SlurmCluster? _slurm;
    private SshServer? _ssh;

    /// <summary>What the run said that the worker was copied for.</summary>
    internal string CopyNote { get; private set; } = "";

    internal SlurmCluster Slurm => _slurm!;

    internal SshServer Ssh => _ssh!;

    /// <summary>Commands here.</summary>
    internal ClusterSettings Settings =>
        new()
        {
            IsOn = true,
            Title = "The cluster",
            Folder = Slurm.Shared,
            Cpus = 1,
            MemoryMegabytes = 1_000,
            Minutes = 30,
        };

    /// <summary>Commands on the login node.</summary>
    internal ClusterSettings OverSsh =>
        Settings with
        {
            Transport = ClusterTransport.Ssh,
            Host = "127.0.0.1",
            Port = Ssh.Port,
            User = "root",
            KeyFile = Ssh.KeyFile,
            HostKey = Ssh.HostKey,
        };

    /// <summary>Skips the test with a sentence where a cluster cannot be had.</summary>
    internal static void Need() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    /// <summary>The server of all tests that leave it whole, with these settings: one of its own takes a test some seconds, most of them
    /// for the hash of the worker.</summary>
    internal async Task<LabServer> Lab(ClusterSettings settings)
    {
        var lab = _lab ??= await Serve();
        var answer = "";
        // It may not have looked yet at the end of the last test's job, and lets no cluster go that has one.
        await Waiting.Until(
            async () =>
            {
                (var status, answer) = await lab.Client.Send(HttpMethod.Put, ApiRoutes.Cluster, Json(settings));
                return status == System.Net.HttpStatusCode.NoContent;
            },
            EndPatience,
            () => $"other settings; the server said {answer}"
        );
        return lab;
    }

    /// <summary>A server of its own whose only device is the cluster.</summary>
    internal async Task<LabServer> Serve(
        ClusterSettings? settings = null,
        string? store = null,
        int port = 0,
        IReadOnlyDictionary<string, string>? variables = null
    )
    {
        var environment = Slurm.Variables.Concat(variables ?? new Dictionary<string, string>()).ToDictionary();
        var lab = await LabServer.StartIn(environment, store, port, ["--Scheduler:CpuWorkers", "0"]);
        if (settings is not null)
            Assert.Equal(
                (System.Net.HttpStatusCode.NoContent, ""),
                await lab.Client.Send(HttpMethod.Put, ApiRoutes.Cluster, Json(settings))
            );
        _labs.Add(lab);
        return lab;
    }

    /// <summary>After a test: one that failed tells what the cluster and its servers were about; none leaves a job to the next.</summary>
    internal async Task Rest(bool hasFailed, ITestOutputHelper? output)
    {
        List<LabServer> labs = _lab is null ? [.. _labs] : [.. _labs.Append(_lab).Distinct()];
        _labs.Clear();
        if (Missing is not null)
            return;
        if (!hasFailed)
        {
            await NoJobs(EndPatience);
            return;
        }
        await Ssh.Heal();
        await Slurm.Do("heal");
        output?.WriteLine($"squeue: {await Jobs()}");
        output?.WriteLine($"sinfo: {await Slurm.Run("sinfo", "--noheader", "--long", "--Node")}");
        foreach (var daemon in new[] { "slurmctld", "slurmd" })
            output?.WriteLine($"{daemon} said at last: {Slurm.LastWords(daemon)}");
        foreach (var lab in labs)
            output?.WriteLine($"The server at {lab.Address} said: {lab.Output}");
        await DisposeLab();
        await Slurm.Run("scancel", "--quiet", "--me");
        await NoJobs(EndPatience);
    }

    /// <summary>Waits until Slurm has none that is not over.</summary>
    internal async Task NoJobs(TimeSpan patience)
    {
        var jobs = "";
        await Waiting.Until(async () => (jobs = await Jobs()).Length == 0, patience, () => $"an idle cluster; it had {jobs}");
    }

    private async Task<string> Jobs() =>
        (await Slurm.Run("squeue", "--me", "--noheader", "--array", "--states=pending,running,suspended,completing")).Trim();

    internal static string Json(ClusterSettings settings) => JsonSerializer.Serialize(settings, LabJson.Options);

    /// <summary>The worker process of a run on the node.</summary>
    internal int WorkerOf(Guid runId) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Where(folder =>
                Words(Path.Combine(folder, "cmdline")) is [var program, _, "worker", "--order", var order, ..]
                && program.StartsWith(Slurm.Shared, StringComparison.Ordinal)
                && Words(order)[0].Contains($"{runId}", StringComparison.Ordinal)
            )
            .Select(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
            .Single();

    /// <summary>Whether a process of Slurm's is of this one; the machine may have another.</summary>
    internal bool IsOfCluster(System.Diagnostics.Process process) =>
        Words($"/proc/{process.Id}/environ").Any(variable => variable.Contains(Slurm.Folder, StringComparison.Ordinal));

    /// <summary>The batch script that has started a worker.</summary>
    internal static int ScriptOf(int worker) =>
        int.Parse(
            File.ReadLines($"/proc/{worker}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..],
            System.Globalization.CultureInfo.InvariantCulture
        );

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        _slurm = await SlurmCluster.Start(cpus: 2);
        _ssh = await SshServer.Start(_slurm.Variables);
        var lab = await Lab(OverSsh);
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        // A machine that is busy may not have reached its login node at the first try.
        var copied = await watcher.Until(
            run.Id,
            now => now.StatusDetail?.StartsWith("Held back: ", StringComparison.Ordinal) == false,
            "a word on the copy",
            CopyPatience
        );
        CopyNote = copied.StatusDetail!;
        await watcher.Until(run.Id, RunStatus.Completed, CopyPatience);
        _labs.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeLab();
        if (_ssh is not null)
            await _ssh.DisposeAsync();
        if (_slurm is not null)
            await _slurm.DisposeAsync();
    }

    private async Task DisposeLab()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
        _lab = null;
    }

    /// <summary>What stands in a file between zeros; one empty word where there is none, since processes and their files come and
    /// go.</summary>
    internal static string[] Words(string path)
    {
        try
        {
            return File.ReadAllText(path).Split('\0');
        }
        catch (IOException)
        {
            return [""];
        }
    }
}
