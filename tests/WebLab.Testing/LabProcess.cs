using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WebLab.Testing;

/// <summary>How a server is to be started.</summary>
/// <param name="Program">The server: <see cref="Built.Server"/>, or <see cref="Built.PublishedServer"/> for one with pages.</param>
public sealed record LabStart(string Program)
{
    /// <summary>Its store; null for a new one that goes with the process.</summary>
    public string? Store { get; init; }

    /// <summary>Its port on loopback; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether people log in; without, everyone may do everything.</summary>
    public bool HasAccounts { get; init; }

    /// <summary>Further options with their values.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>The real server as a process of its own, on a loopback port, over a real file, with real workers.</summary>
public sealed partial class LabProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60),
        // Longer than the 30 s that ASP.NET gives a server to stop, so that its own words on what held it up come first.
        EndTimeout = TimeSpan.FromSeconds(60);

    private readonly LabStart _start;
    private readonly DirectoryInfo? _ownStore;
    private readonly List<string> _output = [];
    private Process _process = null!;
    private bool _isDisposed;
    private TaskCompletionSource<Uri?> _ready = null!;
    private TaskCompletionSource<string> _setUp = null!;

    private LabProcess(LabStart start)
    {
        _start = start;
        if (start.Store is null)
            _ownStore = Directory.CreateTempSubdirectory("weblab-server-");
        Store = start.Store ?? _ownStore!.FullName;
    }

    public string Store { get; }

    public Uri Address { get; private set; } = null!;

    public int ProcessId => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>All that it has said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join(Environment.NewLine, _output);
        }
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    public static async Task<LabProcess> Start(LabStart start)
    {
        var lab = new LabProcess(start);
        // A port of the system's choice may be another's by the time this one comes back to it.
        await lab.Listen(start.Port == 0 ? FreePort.Find() : start.Port);
        return lab;
    }

    /// <summary>Starts a server that should refuse to start.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int ExitCode, string Output)> Refused(LabStart start)
    {
        await using var lab = new LabProcess(start);
        lab.Begin(start.Port);
        await lab._process.WaitForExitAsync().Within(StartTimeout, () => $"the end of the server, which said: {lab.Output}");
        return (lab._process.ExitCode, lab.Output);
    }

    /// <summary>The path of the link that makes the first administrator, as the server prints it at its start.</summary>
    public Task<string> SetUpPath() => _setUp.Task.Within(StartTimeout, () => $"a link for the first administrator in: {Output}");

    /// <summary>The processes that it has started and that live.</summary>
    public IReadOnlyList<int> Workers() => Processes.ChildrenOf(ProcessId);

    /// <summary>SIGKILL to the server alone: no last word, no clean-up, and its workers live on.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().Within(EndTimeout, () => "the end of the killed server");
    }

    /// <summary>Starts it again at the same address over the same store.</summary>
    public Task StartAgain()
    {
        _process.Dispose();
        return Listen(Address.Port);
    }

    /// <summary>A polite end first, so that the server ends its workers; the whole tree if it does not come.</summary>
    public async ValueTask DisposeAsync()
    {
        // Once: whoever puts another server in this one's place has ended it already.
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        if (!_process.HasExited)
        {
            Processes.Terminate(ProcessId);
            try
            {
                await _process.WaitForExitAsync().Within(EndTimeout, () => $"the end of the server, which said: {Output}");
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                throw;
            }
        }
        _process.Dispose();
        _ownStore?.Delete(recursive: true);
    }

    private void Begin(int port)
    {
        var ready = _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _setUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo(
            "dotnet",
            [
                _start.Program,
                "--port",
                $"{port}",
                "--store",
                Store,
                "--Worker:Path",
                Built.Worker,
                .. _start.HasAccounts ? [] : new[] { "--single-user" },
                .. _start.Options,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _start.Environment)
            start.Environment[name] = value;
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => ready.TrySetResult(null);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task Listen(int port)
    {
        Begin(port);
        Address =
            await _ready.Task.Within(StartTimeout, () => $"an address from the server, which said: {Output}")
            ?? throw new LabException($"The server ended before it was ready: {Output}");
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (SetUpPattern().Match(line) is { Success: true } link)
            _setUp.TrySetResult(link.Groups[1].Value);
        if (AddressPattern().Match(line) is { Success: true } match)
            _ready.TrySetResult(new(match.Value));
    }

    [GeneratedRegex(@"first administrator.*?(/join#\S+)")]
    private static partial Regex SetUpPattern();

    [GeneratedRegex(@"(?<=ready at )https?://[\w.\-\[\]:]+")]
    private static partial Regex AddressPattern();
}
