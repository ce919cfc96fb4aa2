using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WebLab.Bench.Hosting;

/// <summary>The published server as its own process, as <c>./weblab serve</c> starts it.</summary>
internal sealed partial class LabProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LabProcess(string store, int port, string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [ServerDll(), "--port", $"{port}", "--store", store, "--single-user", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new BenchException("The server ended before it was ready."));
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public int ProcessId => _process.Id;

    public bool HasEnded => _process.HasExited;

    public static async Task<LabProcess> Start(string store, int port = 0, params string[] options)
    {
        var lab = new LabProcess(store, port, options);
        lab._process.Start();
        lab._process.BeginOutputReadLine();
        lab._process.BeginErrorReadLine();
        lab.Address = await lab._ready.Task.WaitAsync(StartTimeout);
        return lab;
    }

    /// <summary>SIGKILL to the server alone; its workers live on.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    /// <summary>The repository's folder of built things.</summary>
    public static string Artifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent ?? throw new BenchException("The benchmarks must run from the repository's artifacts folder.");
        return Path.Combine(folder.FullName, "artifacts");
    }

    private static string ServerDll()
    {
        // The suite's short forms measure the server that was built and not published.
        var dll = Environment.GetEnvironmentVariable("WEBLAB_SERVER") ?? Path.Combine(Artifacts(), "server", "WebLab.Server.dll");
        return File.Exists(dll) ? dll : throw new BenchException("The server is not published: run ./weblab bench, which does it.");
    }

    private void Read(string? line)
    {
        if (line is not null && AddressPattern().Match(line) is { Success: true } match)
            _ready.TrySetResult(new(match.Value));
    }

    [GeneratedRegex(@"(?<=ready at )http://[\w.\-\[\]:]+:\d+")]
    private static partial Regex AddressPattern();
}
