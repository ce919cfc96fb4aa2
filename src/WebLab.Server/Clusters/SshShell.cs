using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using WebLab.Contracts.Clusters;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace WebLab.Server.Clusters;

/// <summary>
/// A login node over SSH. A connection that broke, or a command that hung, is followed by a new one, after a pause that doubles up to a
/// minute while none can be had. Only the host key that the settings name is trusted.
/// </summary>
/// <param name="settings">The login node, its account, key and host key.</param>
/// <param name="server">This server's own address, where the tunnel leads; null without one.</param>
/// <param name="time">The clock.</param>
internal sealed class SshShell(ClusterSettings settings, Func<Uri>? server, TimeProvider time) : IClusterShell
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15),
        FilePatience = TimeSpan.FromSeconds(60),
        KeepAlive = TimeSpan.FromSeconds(20),
        LongestPause = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _connecting = new(1);
    private SshClient? _ssh;
    private SftpClient? _sftp;
    private string? _shownKey;
    private TimeSpan _pause = TimeSpan.FromSeconds(1);
    private (DateTimeOffset NotBefore, ClusterException Why)? _failed;

    public async Task<CommandAnswer> Run(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan patience,
        CancellationToken stop,
        Func<Stream, Task>? input = null
    )
    {
        var (ssh, _) = await Connected(stop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            using var command = ssh.CreateCommand(string.Join(' ', arguments.Prepend(program).Select(Quoted)));
            var running = command.ExecuteAsync(limit.Token);
            // One that ends before it has read everything says why.
            if (input is not null && await Task.WhenAny(running, Feed(command, input)) is var first && first != running)
                await first;
            await running;
            return command.ExitStatus is 126 or 127
                ? throw new ClusterException($"The command {program} is not on the login node or may not be run.")
                : new(command.ExitStatus ?? -1, command.Result, command.Error);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Drop();
            throw new ClusterException(
                $"The login node {settings.Host} hangs: {program} did not answer within {patience.TotalSeconds:0} s."
            );
        }
        catch (Exception error) when (IsOfConnection(error))
        {
            Drop();
            throw Lost(error);
        }
    }

    public async Task Write(string path, Func<Stream, Task> content, CancellationToken stop)
    {
        var (_, sftp) = await Connected(stop);
        try
        {
            await using var file = await sftp.OpenAsync(path, FileMode.Create, FileAccess.Write, stop);
            // Before anything is in it.
            await Task.Run(() => sftp.ChangePermissions(path, 600), stop);
            await content(file);
        }
        catch (Exception error) when (error is SftpPermissionDeniedException or SftpPathNotFoundException)
        {
            throw new ClusterException($"{path} cannot be written on the login node: {error.Message}", inner: error);
        }
        catch (Exception error) when (IsOfConnection(error))
        {
            Drop();
            throw Lost(error);
        }
    }

    public async Task<byte[]?> Read(string path, long from, CancellationToken stop)
    {
        var (_, sftp) = await Connected(stop);
        try
        {
            await using var file = await sftp.OpenAsync(path, FileMode.Open, FileAccess.Read, stop);
            file.Seek(Math.Min(from, file.Length), SeekOrigin.Begin);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop);
            return bytes.ToArray();
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
        catch (SftpPermissionDeniedException error)
        {
            throw new ClusterException($"{path} cannot be read on the login node: {error.Message}", inner: error);
        }
        catch (Exception error) when (IsOfConnection(error))
        {
            Drop();
            throw Lost(error);
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        _connecting.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task Feed(SshCommand command, Func<Stream, Task> input)
    {
        await using var stream = command.CreateInputStream();
        // It writes on the thread that it is called on.
        await Task.Run(() => input(stream));
    }

    /// <summary>A word as every shell of the Bourne family reads it: nothing inside single quotes means anything.</summary>
    internal static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private async Task<(SshClient Ssh, SftpClient Sftp)> Connected(CancellationToken stop)
    {
        await _connecting.WaitAsync(stop);
        try
        {
            if (_ssh is { IsConnected: true } ssh && _sftp is { IsConnected: true } sftp)
                return (ssh, sftp);
            Drop();
            if (_failed is { } failed && time.GetUtcNow() < failed.NotBefore)
                throw failed.Why;
            return await Connect(stop);
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<(SshClient Ssh, SftpClient Sftp)> Connect(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ConnectPatience);
        try
        {
            var (ssh, sftp) = (new SshClient(Access()), new SftpClient(Access()));
            (_ssh, _sftp, _shownKey) = (ssh, sftp, null);
            foreach (var client in new BaseClient[] { ssh, sftp })
            {
                client.KeepAliveInterval = KeepAlive;
                client.HostKeyReceived += Judge;
                await client.ConnectAsync(limit.Token);
            }
            sftp.OperationTimeout = FilePatience;
            if (server is not null && settings.TunnelPort > 0)
                Tunnel(ssh, server());
            (_pause, _failed) = (TimeSpan.FromSeconds(1), null);
            return (ssh, sftp);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            var why = new ClusterException(Why(error), inner: error);
            Drop();
            _failed = (time.GetUtcNow() + _pause, why);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            throw why;
        }
    }

    private ConnectionInfo Access()
    {
        if (!File.Exists(settings.KeyFile))
            throw new ClusterException($"There is no key file {settings.KeyFile} on the server's machine.");
        var key = new PrivateKeyAuthenticationMethod(settings.User, new PrivateKeyFile(settings.KeyFile));
        return new(settings.Host, settings.Port, settings.User, key) { Timeout = ConnectPatience };
    }

    private void Judge(object? sender, HostKeyEventArgs shown)
    {
        _shownKey = $"SHA256:{shown.FingerPrintSHA256.TrimEnd('=')}";
        shown.CanTrust = _shownKey == settings.HostKey.TrimEnd('=');
    }

    private void Tunnel(SshClient ssh, Uri to)
    {
        // An empty bound host means every address of the login node, as far as its GatewayPorts lets that be.
        var port = new ForwardedPortRemote("", (uint)settings.TunnelPort, to.Host, (uint)to.Port);
        ssh.AddForwardedPort(port);
        port.Start();
    }

    private string Why(Exception error) =>
        error switch
        {
            ClusterException => error.Message,
            _ when _shownKey is { } shown && shown != settings.HostKey.TrimEnd('=') =>
                $"The login node {settings.Host} shows the host key {shown} and not the known {settings.HostKey}: it is another machine, "
                    + "or its key was changed. Nothing was sent to it; if the change is known to be right, put the new key into the "
                    + "settings.",
            SshAuthenticationException =>
                $"The login node {settings.Host} does not let {settings.User} in with the key {settings.KeyFile}: add its public half to "
                    + "~/.ssh/authorized_keys there.",
            SshPassPhraseNullOrEmptyException => $"The key {settings.KeyFile} has a passphrase; WebLab needs one without.",
            OperationCanceledException or SshOperationTimeoutException =>
                $"The login node {settings.Host} did not answer within {ConnectPatience.TotalSeconds:0} s.",
            SocketException or SshConnectionException =>
                $"The login node {settings.Host} cannot be reached at port {settings.Port}: {error.Message.TrimEnd('.')}.",
            SshException when settings.TunnelPort > 0 && _ssh is { IsConnected: true } =>
                $"The login node {settings.Host} does not open port {settings.TunnelPort} for the way back to the server: "
                    + $"{error.Message.TrimEnd('.')}; choose another port.",
            _ => $"The key {settings.KeyFile} cannot be used: {error.Message.TrimEnd('.')}.",
        };

    private void Drop()
    {
        var (ssh, sftp) = (_ssh, _sftp);
        (_ssh, _sftp) = (null, null);
        foreach (var client in new BaseClient?[] { sftp, ssh })
        {
            try
            {
                client?.Dispose();
            }
            catch (Exception error) when (IsOfConnection(error))
            {
                // It is gone already.
            }
        }
    }

    private ClusterException Lost(Exception error) =>
        new($"The connection to the login node {settings.Host} broke: {error.Message.TrimEnd('.')}.", inner: error);

    private static bool IsOfConnection(Exception error) =>
        error is SshException or SocketException or IOException or ObjectDisposedException or InvalidOperationException;
}
