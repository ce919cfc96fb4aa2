using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Server.Devices;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

/// <summary>A second place to run: its workers live on when a server goes, and end when the test says so.</summary>
internal sealed class PlayedLauncher : IWorkerLauncher
{
    private readonly List<LaunchedWorker> _workers = [];

    public string Name => "played";

    public IReadOnlyList<Device> Devices { get; } =
    [new("played-0", "A played device", "cpu", 1) { Launcher = "played" }, new("played-1", "Another", "cpu", 1) { Launcher = "played" }];

    public IReadOnlyList<LaunchedWorker> Workers => _workers;

    /// <summary>What goes wrong when a worker is to have its order.</summary>
    public Exception? Fault { get; set; }

    public void Warm(Device device) { }

    public IWorker Take(Device device)
    {
        var worker = new LaunchedWorker($"job {_workers.Count + 1}", this);
        _workers.Add(worker);
        return worker;
    }

    public IWorker? Find(string handle) => _workers.Find(worker => worker.Handle == handle && !worker.Ended.IsCompleted);

    public bool IsStopped { get; private set; }

    public Task Stop()
    {
        IsStopped = true;
        return Task.CompletedTask;
    }
}

internal sealed class LaunchedWorker(string handle, PlayedLauncher launcher) : IWorker
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Handle => handle;

    public long? MemoryBytes => null;

    public Task<string> Ended => _ended.Task;

    public string OrderFile { get; private set; } = "";

    public WorkerOrder? Order { get; private set; }

    public bool IsDisposed { get; private set; }

    public async Task Begin(string orderFile, string logFile)
    {
        if (launcher.Fault is { } fault)
            throw fault;
        OrderFile = orderFile;
        Order = JsonSerializer.Deserialize<WorkerOrder>(await File.ReadAllTextAsync(orderFile), LabJson.Options);
    }

    public void End(string sentence) => _ended.TrySetResult(sentence);

    public void Break(Exception fault) => _ended.TrySetException(fault);

    public Task Stop(TimeSpan patience) => ExitWithin(patience);

    public Task ExitWithin(TimeSpan patience)
    {
        End("It was killed.");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
