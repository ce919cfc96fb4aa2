using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Devices;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Queue;

/// <summary>Gives queued runs to devices that have room, in the order of the queue.</summary>
internal sealed class Scheduler(
    NextRun next,
    DeviceBoard board,
    PlacementMeasuring measuring,
    WorkerSupervisor supervisor,
    RunLifecycle lifecycle,
    DiskRoom room,
    ServerAddress address,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Scheduler> logger
) : GuardedLoop("starting queued runs", time, logger)
{
    /// <summary>A person's device hours of a week ago count no more, and a shut account may be open again, without a run that
    /// changes.</summary>
    private static readonly TimeSpan LimitsChangeEvery = TimeSpan.FromMinutes(1);

    private readonly WakeSignal _wake = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        supervisor.Released += _wake.Give;
        room.Changed += _wake.Give;
        measuring.Ended += _wake.Give;
        return base.StartAsync(cancellationToken);
    }

    /// <summary>A run that has come to the queue may start at once; where one has left it, the others may be few enough to share.</summary>
    public Task Follow(RunChange change)
    {
        if (change.Before?.Status == RunStatus.Queued || change.IsTo(status => status == RunStatus.Queued))
            _wake.Give();
        return Task.CompletedTask;
    }

    /// <summary>A run that is to resume by itself goes back into the queue.</summary>
    public async Task Resume(RunChange change)
    {
        if (change.After is { } run && IsToResume(run) && !lifetime.ApplicationStopping.IsCancellationRequested)
            await lifecycle.Resume(run.Id);
    }

    public static bool IsToResume(RunSummary run) => run is { Status: RunStatus.Interrupted, ResumesItself: true, ArchivedAt: null };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until then the server has no address for a worker.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        supervisor.WarmAll();
        await base.ExecuteAsync(stoppingToken);
    }

    protected override async Task Turn(CancellationToken stop)
    {
        while (!lifetime.ApplicationStopping.IsCancellationRequested && !room.IsLow && next.Find() is var (run, device))
        {
            if (device is null)
                await lifecycle.Refuse(run.Id, "The run needs more memory than any device here has.");
            else if (board.BeginStart(device.Id))
                await Start(run, device);
        }
        await _wake.Wait(LimitsChangeEvery, Time, stop);
    }

    private async Task Start(RunSummary run, Device device)
    {
        try
        {
            if (device.IsDivided)
                Logger.LogInformation("Run {RunId} starts on {Device} with {Threads} threads.", run.Id, device.Id, device.Threads);
            await supervisor.Start(run, device, address.Get(), await address.Certificate());
        }
        catch (Exception error) when (error is not DiskFullException)
        {
            Logger.LogError(error, "Run {RunId} could not be started.", run.Id);
            await lifecycle.Refuse(run.Id, $"The worker could not be started: {error.Message}");
        }
        finally
        {
            board.EndStart(device.Id);
        }
    }
}
