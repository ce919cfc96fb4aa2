using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>One Slurm for all tests that leave it whole; the worker is copied to it once.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private SlurmCluster? _slurm;

    internal SlurmCluster Slurm => _slurm ?? throw new LabException("There is no Slurm here.");

    /// <summary>Skips the test with a sentence where Slurm cannot be had.</summary>
    internal static void Need() => Assert.SkipWhen(SlurmCluster.Missing is not null, SlurmCluster.Missing ?? "");

    /// <summary>A server whose only device is the cluster.</summary>
    internal async Task<LabServer> Serve(string? store = null, int port = 0, params IReadOnlyList<string> settings) =>
        await LabServer.StartIn(Slurm.Variables, store, port, [.. Options(), .. settings]);

    internal IReadOnlyList<string> Options() =>
        [
            "--Scheduler:CpuWorkers",
            "0",
            "--Cluster:IsOn",
            "true",
            "--Cluster:Folder",
            Slurm.Shared,
            "--Cluster:Cpus",
            "1",
            "--Cluster:MemoryMegabytes",
            "1000",
            "--Cluster:Minutes",
            "30",
        ];

    public async ValueTask InitializeAsync() => _slurm = SlurmCluster.Missing is null ? await SlurmCluster.Start(cpus: 4) : null;

    public async ValueTask DisposeAsync()
    {
        if (_slurm is not null)
            await _slurm.DisposeAsync();
    }
}
