using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WebLab.Server.Tests.Hosting;

/// <summary>The real server as a process of its own, on a free loopback port, over a real file, with real workers.</summary>
internal sealed partial class LabServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60),
        EndTimeout = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<Uri?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DirectoryInfo? _ownStore;

    private LabServer(
        string? store,
        int port,
        int cpuWorkers,
        IReadOnlyList<string> settings,
        bool hasAccounts = false,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        if (store is null)
            _ownStore = Directory.CreateTempSubdirectory("weblab-server-");
        Store = store ?? _ownStore!.FullName;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Programs.Server,
                "--port",
                $"{port}",
                "--store",
                Store,
                "--Worker:Path",
                Programs.Worker,
                "--Scheduler:CpuWorkers",
                $"{cpuWorkers}",
                .. hasAccounts ? [] : new[] { "--single-user" },
                .. settings,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetResult(null);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Store { get; }

    public Uri Address { get; private set; } = null!;

    public LabClient Client { get; private set; } = null!;

    public int ProcessId => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
                return string.Join(Environment.NewLine, _output);
        }
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="store">Its store; null for a new one that goes with the server.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="cpuWorkers">How many runs it trains at a time.</param>
    /// <param name="settings">Further options with their values.</param>
    public static Task<LabServer> Start(string? store = null, int port = 0, int cpuWorkers = 1, params IReadOnlyList<string> settings) =>
        Ready(new(store, port, cpuWorkers, settings));

    /// <summary>Starts a server with variables of the environment, and waits until it listens.</summary>
    public static Task<LabServer> StartIn(IReadOnlyDictionary<string, string> environment) =>
        Ready(new(store: null, port: 0, cpuWorkers: 1, [], environment: environment));

    /// <summary>Starts a server with accounts, and waits until it listens.</summary>
    public static Task<LabServer> StartWithAccounts(string? store = null, params IReadOnlyList<string> settings) =>
        Ready(new(store, port: 0, cpuWorkers: 1, settings, hasAccounts: true));

    /// <summary>Starts a server that should refuse to start.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int ExitCode, string Output)> Refused(string? store, params IReadOnlyList<string> settings)
    {
        await using var server = new LabServer(store, port: 0, cpuWorkers: 1, settings);
        await server._process.WaitForExitAsync().Within(StartTimeout, () => $"the end of the server, which said: {server.Output}");
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>The processes that it has started and that live.</summary>
    public IReadOnlyList<int> Workers() => Processes.ChildrenOf(ProcessId);

    /// <summary>SIGKILL: no last word, no clean-up.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().Within(EndTimeout, () => "the end of the killed server");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!_process.HasExited)
        {
            Processes.Terminate(ProcessId);
            await _process.WaitForExitAsync().Within(EndTimeout, () => $"the end of the server, which said: {Output}");
        }
        _process.Dispose();
        _ownStore?.Delete(recursive: true);
    }

    private static async Task<LabServer> Ready(LabServer server)
    {
        server.Address =
            await server._ready.Task.Within(StartTimeout, () => $"an address from the server, which said: {server.Output}")
            ?? throw new InvalidOperationException($"The server ended before it was ready: {server.Output}");
        server.Client = new(server.Address);
        return server;
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (AddressPattern().Match(line) is { Success: true } match)
            _ready.TrySetResult(new(match.Value));
    }

    [GeneratedRegex(@"(?<=ready at )https?://[\w.\[\]:]+")]
    private static partial Regex AddressPattern();
}
