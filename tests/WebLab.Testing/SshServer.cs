using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WebLab.Testing;

/// <summary>A real SSH server on loopback with its own configuration, host key and user key; nothing of the system's is used, nor the
/// user's ~/.bashrc, which bash reads for the commands of SSH as long as SHLVL is less than 2: one that takes a lock (pyenv's does) and is
/// ended in the middle by a test let each later command wait for a minute.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-ssh-");
    private Process? _process;

    private SshServer() { }

    /// <summary>Why there can be none on this machine, one sentence; null when there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "An SSH server of one's own is started by root on Linux alone."
        : SlurmCluster.Find("sshd") is null ? "sshd is not installed; scripts/setup-slurm.sh installs it."
        : null;

    public int Port { get; private set; }

    /// <summary>As ssh-keygen -lf prints it.</summary>
    public string HostKey { get; private set; } = "";

    public string KeyFile => Path.Combine(_folder.FullName, "user");

    /// <param name="variables">What commands find in their environment.</param>
    public static async Task<SshServer> Start(IReadOnlyDictionary<string, string> variables)
    {
        var server = new SshServer { Port = FreePort.Find() };
        // sshd asks for it, and only the system's own service makes it.
        Directory.CreateDirectory("/run/sshd");
        await server.MakeKey("user", "");
        File.Copy(server.KeyFile + ".pub", Path.Combine(server._folder.FullName, "authorized"));
        await File.WriteAllTextAsync(
            Path.Combine(server._folder.FullName, "config"),
            $"""
            Port {server.Port}
            ListenAddress 127.0.0.1
            HostKey {server._folder.FullName}/host
            AuthorizedKeysFile {server._folder.FullName}/authorized
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp
            AllowTcpForwarding yes
            GatewayPorts clientspecified
            SetEnv SHLVL=2 {string.Join(' ', variables.Select(pair => $"{pair.Key}={pair.Value}"))}

            """
        );
        await server.ChangeHostKey();
        return server;
    }

    /// <summary>Makes a key in this server's folder.</summary>
    /// <returns>Its file.</returns>
    public async Task<string> MakeKey(string name, string passphrase)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.Delete(path);
        File.Delete(path + ".pub");
        await Run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "weblab", "-f", path);
        return path;
    }

    /// <summary>Makes a key with which every command waits first, as where the user's shell has a slow start-up file.</summary>
    /// <returns>Its file.</returns>
    public async Task<string> MakeSlowKey(string name, int seconds)
    {
        var path = await MakeKey(name, "");
        var command =
            "case $SSH_ORIGINAL_COMMAND in *sftp*) exec /usr/lib/openssh/sftp-server ;; esac; "
            + $"sleep {seconds.ToString(CultureInfo.InvariantCulture)}; eval $SSH_ORIGINAL_COMMAND";
        await File.AppendAllTextAsync(
            Path.Combine(_folder.FullName, "authorized"),
            $"command=\"{command}\" {await File.ReadAllTextAsync(path + ".pub")}"
        );
        return path;
    }

    /// <summary>Starts it, or starts it again, with a host key that nobody knows.</summary>
    public async Task ChangeHostKey()
    {
        await Stop();
        var key = await MakeKey("host", "");
        HostKey = (await Run("ssh-keygen", "-lf", key + ".pub")).Split(' ')[1];
        await Begin();
    }

    /// <summary>Ends it with all its connections.</summary>
    public async Task Stop()
    {
        if (_process is null)
            return;
        Processes.EndDescendants(_process.Id);
        _process.Kill();
        await _process.WaitForExitAsync().Within(Patience, () => "the end of sshd");
        _process.Dispose();
        _process = null;
    }

    public async Task Begin()
    {
        var start = new ProcessStartInfo(SlurmCluster.Find("sshd")!, ["-D", "-e", "-f", Path.Combine(_folder.FullName, "config")])
        {
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await Waiting.Until(IsListening, Patience, () => "an SSH server");
    }

    /// <summary>Stops it and its connections as a machine that hangs does, or lets them go on.</summary>
    public void Freeze(bool isFrozen)
    {
        foreach (var child in Tree(_process!.Id))
            Processes.Freeze(child, isFrozen);
    }

    /// <summary>Lets it be there again whatever a test has left.</summary>
    public async Task Heal()
    {
        if (_process is null)
            await Begin();
        else
            Freeze(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Delete(recursive: true);
    }

    private static IEnumerable<int> Tree(int id) => Processes.ChildrenOf(id).SelectMany(Tree).Prepend(id);

    private bool IsListening()
    {
        using var socket = new TcpClient();
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().Within(Patience, () => $"the end of {program}");
        return process.ExitCode == 0
            ? output
            : throw new LabException($"{program} ended with exit code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}.");
    }
}
