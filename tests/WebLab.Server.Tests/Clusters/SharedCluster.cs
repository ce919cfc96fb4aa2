using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>One Slurm, and an SSH server before it, for all tests that leave them whole; the worker is copied there once.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private static readonly string? Missing = SlurmCluster.Missing ?? SshServer.Missing;

    private SlurmCluster? _slurm;
    private SshServer? _ssh;

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

    /// <summary>A server whose only device is the cluster.</summary>
    internal async Task<LabServer> Serve(ClusterSettings? settings = null, string? store = null, int port = 0)
    {
        var lab = await LabServer.StartIn(Slurm.Variables, store, port, ["--Scheduler:CpuWorkers", "0"]);
        if (settings is not null)
            Assert.Equal(
                (System.Net.HttpStatusCode.NoContent, ""),
                await lab.Client.Send(HttpMethod.Put, ApiRoutes.Cluster, Json(settings))
            );
        return lab;
    }

    internal static string Json(ClusterSettings settings) => JsonSerializer.Serialize(settings, LabJson.Options);

    /// <summary>The worker process of a run on the node.</summary>
    internal int WorkerOf(Guid runId) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Where(folder =>
                Words(folder) is [var program, _, "worker", "--order", var order, ..]
                && program.StartsWith(Slurm.Shared, StringComparison.Ordinal)
                && File.ReadAllText(order).Contains($"{runId}", StringComparison.Ordinal)
            )
            .Select(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
            .Single();

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
    }

    public async ValueTask DisposeAsync()
    {
        if (_ssh is not null)
            await _ssh.DisposeAsync();
        if (_slurm is not null)
            await _slurm.DisposeAsync();
    }

    private static string[] Words(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
