using System.Threading.Channels;
using WebLab.Contracts.Runs;
using WebLab.Server.Devices;
using WebLab.Server.Workers;

namespace WebLab.Server.Runs;

/// <summary>Gives queued runs to free devices, first come first served, one worker a device.</summary>
internal sealed class Scheduler(
    RunStore runs, RunQueue queue, DeviceBoard board, LocalWorkerLauncher launcher, WorkerSupervisor supervisor, Recorder recorder,
    ServerAddress address, IHostApplicationLifetime lifetime, ILogger<Scheduler> logger) : BackgroundService, IHostedLifecycleService
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var run in runs.All().Where(run => run.Status.IsActive()))
            await supervisor.TakeUp(run);
        foreach (var run in runs.All().Where(IsToResume))
            await recorder.Resumed(run.Id);
        runs.Changed += Follow;
        // The hubs hear of the end by the same token, and the last to register is called first: they stay open for the workers' last words.
        lifetime.ApplicationStopping.Register(() => supervisor.Drain().GetAwaiter().GetResult());
        supervisor.Released += Wake;
        Wake();
        await base.StartAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything stops: the server still hears its workers.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => supervisor.Drain();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await supervisor.StopAll();
        await launcher.StopSpares();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        foreach (var device in board.Devices)
            launcher.Warm(device);
        while (await _wake.Reader.WaitToReadAsync(stoppingToken))
        {
            _wake.Reader.TryRead(out _);
            while (!stoppingToken.IsCancellationRequested && !supervisor.IsStopping && queue.First() is { } run && board.Free() is { } device)
                await Start(run, device);
        }
    }

    private async Task Start(RunSummary run, Device device)
    {
        try
        {
            var worker = launcher.Take(device);
            if (!await supervisor.Launch(run, device, worker, address.Get()))
                await worker.Stop(TimeSpan.Zero);
        }
        catch (Exception error)
        {
            logger.LogError(error, "Run {RunId} could not be started.", run.Id);
            await recorder.Refused(run.Id, $"The worker could not be started: {error.Message}");
        }
    }

    private static bool IsToResume(RunSummary run) => run is { Status: RunStatus.Interrupted, ResumesItself: true, ArchivedAt: null };

    private void Follow(RunSummary? before, RunSummary? after)
    {
        if (after is not null && IsToResume(after) && before?.Status != RunStatus.Interrupted && !supervisor.IsStopping)
            _ = recorder.Resumed(after.Id);
        if (after?.Status == RunStatus.Queued)
            Wake();
        // The next spare loads while this run trains, and not while it is getting started.
        if (after?.Status == RunStatus.Running && before?.Status == RunStatus.Starting && supervisor.DeviceOf(after.Id) is { } device)
            launcher.Warm(device);
    }

    private void Wake() => _wake.Writer.TryWrite(true);
}
