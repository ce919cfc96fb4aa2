using WebLab.Contracts.Clusters;

namespace WebLab.Server.Clusters;

/// <summary>The way to the cluster that the settings name; other settings make another.</summary>
internal sealed class ClusterConnection(ClusterSettingsStore settings) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private (ClusterSettings Settings, IClusterShell Shell)? _open;

    public ClusterSettings Settings => settings.Current;

    public Slurm Slurm => new(Shell, Settings);

    public IClusterShell Shell
    {
        get
        {
            lock (_gate)
            {
                if (_open is { } open && ReferenceEquals(open.Settings, Settings))
                    return open.Shell;
                var shell = Open(Settings);
                _open = (Settings, shell);
                return shell;
            }
        }
    }

    public static IClusterShell Open(ClusterSettings settings) =>
        settings.Transport switch
        {
            ClusterTransport.Here => new HereShell(),
            _ => throw new ClusterException("This server has no SSH to clusters.", ClusterTrouble.Refused),
        };

    public async ValueTask DisposeAsync()
    {
        if (_open is { } open)
            await open.Shell.DisposeAsync();
    }
}
