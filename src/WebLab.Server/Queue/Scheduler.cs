using System.Threading.Channels;
using WebLab.Contracts.Runs;
using WebLab.Server.Devices;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Queue;

/// <summary>Gives queued runs to devices that have room, in the order of the queue, and sees runs through the start and the end of the
/// server.</summary>
internal sealed class Scheduler(
    RunStore runs,
    RunQueue queue,
    QueueLimits limits,
    DeviceBoard board,
    LocalWorkerLauncher launcher,
    WorkerSupervisor supervisor,
    Recorder recorder,
    DiskRoom room,
    ServerAddress address,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Scheduler> logger
) : BackgroundService
{
    private static readonly TimeSpan LimitsChangeEvery = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var run in runs.All().Where(run => run.Status.IsActive()))
            await supervisor.TakeUp(run);
        foreach (var run in runs.All().Where(IsToResume))
            await recorder.Resumed(run.Id);
        runs.Changed += Follow;
        supervisor.Released += Wake;
        // Before anything stops, and once: the host's own stop waits at the lock that this callback is called under, so nothing may drain
        // on its way there
        // as well. The hubs hear of the end by the same token, and the last to register is called first: they stay open for the workers'
        // last words.
        lifetime.ApplicationStopping.Register(() => supervisor.Drain().GetAwaiter().GetResult());
        room.Changed += Wake;
        Wake();
        await base.StartAsync(cancellationToken);
    }

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
        // A person's device hours of a week ago count no more, without anything else happening.
        using var timer = time.CreateTimer(_ => Wake(), null, LimitsChangeEvery, LimitsChangeEvery);
        while (await _wake.Reader.WaitToReadAsync(stoppingToken))
        {
            _wake.Reader.TryRead(out _);
            while (!stoppingToken.IsCancellationRequested && !supervisor.IsStopping && !room.IsLow && await Next() is var (run, device))
                await Start(run, device);
        }
    }

    /// <summary>
    /// The first run that may start, with its device. A run that fits no device that is free keeps the ones that it would fit: those behind
    /// it
    /// do not take them, or a large run would wait for ever while small ones pass.
    /// </summary>
    private async Task<(RunSummary Run, Device Device)?> Next()
    {
        var open = board.Devices.ToList();
        var mayStart = new Dictionary<Guid, bool>();
        foreach (var run in queue.All())
        {
            if (open.Count == 0)
                return null;
            if (!mayStart.TryGetValue(run.OwnerId, out var may))
                mayStart[run.OwnerId] = may = limits.Waiting(run.OwnerId) is null;
            if (!may)
                continue;
            var fitting = board.Fitting(run);
            if (fitting.Count == 0)
            {
                await recorder.Refused(run.Id, "The run needs more memory than any device here has.");
                continue;
            }
            if (board.Free(run, open.Intersect(fitting)) is { } device)
                return (run, device);
            open.RemoveAll(fitting.Contains);
        }
        return null;
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
