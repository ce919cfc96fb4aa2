namespace WebLab.Server.Tests.Hosting;

/// <summary>The built server, and a client of it.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    private readonly LabProcess _process;

    private LabServer(LabProcess process) => (_process, Client) = (process, new(process.Address));

    public LabClient Client { get; }

    public string Store => _process.Store;

    public Uri Address => _process.Address;

    public int ProcessId => _process.ProcessId;

    public string Output => _process.Output;

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="store">Its store; null for a new one that goes with the server.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="cpuWorkers">How many runs it trains at a time; null for what it takes by itself.</param>
    /// <param name="settings">Further options with their values.</param>
    public static async Task<LabServer> Start(
        string? store = null,
        int port = 0,
        int? cpuWorkers = 1,
        params IReadOnlyList<string> settings
    ) => new(await LabProcess.Start(Of(store, cpuWorkers, settings) with { Port = port }));

    /// <summary>Starts a server with variables of the environment, and waits until it listens.</summary>
    public static async Task<LabServer> StartIn(IReadOnlyDictionary<string, string> environment) =>
        new(await LabProcess.Start(Of(store: null, cpuWorkers: 1, []) with { Environment = environment }));

    /// <summary>Starts a server with variables of the environment and options alone, and waits until it listens.</summary>
    public static async Task<LabServer> StartIn(
        IReadOnlyDictionary<string, string> environment,
        string? store,
        int port,
        IReadOnlyList<string> options
    ) =>
        new(
            await LabProcess.Start(
                new(Built.Server)
                {
                    Store = store,
                    Port = port,
                    Environment = environment,
                    Options = options,
                }
            )
        );

    /// <summary>Starts a server with accounts, and waits until it listens.</summary>
    public static async Task<LabServer> StartWithAccounts(string? store = null, params IReadOnlyList<string> settings) =>
        new(await LabProcess.Start(Of(store, cpuWorkers: 1, settings) with { HasAccounts = true }));

    /// <summary>Starts a server that should refuse to start.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static Task<(int ExitCode, string Output)> Refused(string? store, params IReadOnlyList<string> settings) =>
        LabProcess.Refused(Of(store, cpuWorkers: 1, settings));

    /// <summary>The processes that it has started and that live.</summary>
    public IReadOnlyList<int> Workers() => _process.Workers();

    /// <summary>The worker that waits for the first run; it is started as soon as the server listens.</summary>
    public async Task<int> Spare()
    {
        await Waiting.Until(() => Workers().Count == 1, TimeSpan.FromSeconds(60), () => $"a spare worker, of a server that said: {Output}");
        return Workers()[0];
    }

    /// <summary>SIGKILL: no last word, no clean-up.</summary>
    public Task Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }

    private static LabStart Of(string? store, int? cpuWorkers, IReadOnlyList<string> settings) =>
        new(Built.Server)
        {
            Store = store,
            Options = [.. cpuWorkers is { } workers ? ["--Scheduler:CpuWorkers", $"{workers}"] : Array.Empty<string>(), .. settings],
        };
}
