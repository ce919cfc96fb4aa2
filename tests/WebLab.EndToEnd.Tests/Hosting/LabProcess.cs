using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>The published server as its own process over a store of its own, as <c>./weblab serve</c> starts it.</summary>
public sealed partial class LabProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly string? _data;
    private readonly bool _hasAccounts;
    private readonly IReadOnlyList<string> _settings;
    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("weblab-e2e-");
    private readonly List<string> _output = [];
    private Process _process = null!;
    private TaskCompletionSource<Uri> _ready = null!;
    private TaskCompletionSource<string> _setUp = null!;

    private LabProcess(string? data, bool hasAccounts, IReadOnlyList<string> settings) =>
        (_data, _hasAccounts, _settings) = (data, hasAccounts, settings);

    public Uri Address { get; private set; } = null!;

    /// <summary>The path of the link that makes the first administrator, as the server prints it at its start.</summary>
    public Task<string> SetUpPathAsync() => _setUp.Task.WaitAsync(StartTimeout);

    public static async Task<LabProcess> StartAsync(string? data = null, bool hasAccounts = false, params IReadOnlyList<string> settings)
    {
        var lab = new LabProcess(data, hasAccounts, settings);
        await lab.StartAsync(port: 0);
        return lab;
    }

    /// <summary>Kills the server as a crash would: no goodbye to browsers, its workers live on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Starts it again at the same address over the same store.</summary>
    public Task StartAgainAsync() => StartAsync(Address.Port);

    private async Task StartAsync(int port)
    {
        var ready = _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _setUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in new[] { ServerDll(), "--port", $"{port}", "--store", _store.FullName }.Concat(_settings))
            start.ArgumentList.Add(argument);
        if (!_hasAccounts)
            start.ArgumentList.Add("--single-user");
        if (_data is not null)
        {
            start.ArgumentList.Add("--data");
            start.ArgumentList.Add(_data);
        }
        start.Environment["Worker__Path"] = WorkerDll();
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) =>
            ready.TrySetException(new InvalidOperationException($"The server ended before it was ready: {Output()}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Address = await ready.Task.WaitAsync(StartTimeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server printed no address within {StartTimeout.TotalSeconds} s: {Output()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A polite end first, so that the server ends its workers; the whole tree if it does not come.
        if (!_process.HasExited && !OperatingSystem.IsWindows())
            _ = SysKill(_process.Id, SigTerm);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        _store.Delete(recursive: true);
    }

    private const int SigTerm = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int pid, int signal);

    [GeneratedRegex(@"first administrator.*?(/join#\S+)")]
    private static partial Regex SetUpPattern();

    [GeneratedRegex(@"http://[\w.\-\[\]:]+:\d+")]
    private static partial Regex AddressPattern();

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run from the repository's artifacts folder.");
        return folder.FullName;
    }

    private static string ServerDll()
    {
        var dll = Path.Combine(Root(), "artifacts", "server", "WebLab.Server.dll");
        return File.Exists(dll)
            ? dll
            : throw new InvalidOperationException("The server is not published: run ./weblab test, which does it.");
    }

    private static string WorkerDll() =>
        Directory
            .EnumerateFiles(Path.Combine(Root(), "artifacts", "bin", "WebLab.Training"), "WebLab.Training.dll", SearchOption.AllDirectories)
            .Where(path =>
                path.Contains("release_", StringComparison.Ordinal)
                && !path.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            )
            .First();

    private string Output()
    {
        lock (_output)
            return string.Join(Environment.NewLine, _output.TakeLast(20));
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
}
