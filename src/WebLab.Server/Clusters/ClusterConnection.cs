using WebLab.Contracts.Clusters;

namespace WebLab.Server.Clusters;

/// <summary>The way to the cluster that the settings name; other settings make another.</summary>
internal sealed class ClusterConnection(ClusterSettingsStore settings, ServerAddress address, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IClusterShell> _left = [];
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
                if (_open is { } other)
                    _left.Add(other.Shell);
                _open = (Settings, shell);
                return shell;
            }
        }
    }

    /// <summary>A way of one's own, to try settings out.</summary>
    public IClusterShell Open(ClusterSettings of) =>
        of.Transport switch
        {
            ClusterTransport.Here => new HereShell(),
            ClusterTransport.Ssh => new SshShell(of, address.Get, time),
            _ => throw new ArgumentOutOfRangeException(nameof(of), of.Transport, "There is no such transport."),
        };

    public async ValueTask DisposeAsync()
    {
        foreach (var shell in _open is { } open ? _left.Append(open.Shell) : _left)
            await shell.DisposeAsync();
    }
}
