using System.Collections.Concurrent;
using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Devices;
using WebLab.Server.Runs;

namespace WebLab.Server.Workers;

/// <summary>Stands by each worker from its order to its end, and sees that the end is written down, whatever it is.</summary>
public sealed class WorkerSupervisor(
    RunStore runs,
    WorkerStore records,
    RunLifecycle lifecycle,
    DeviceBoard board,
    WorkerLaunchers launchers,
    WorkerSpools spools,
    BackgroundTasks tasks,
    TimeProvider time,
    ILogger<WorkerSupervisor> logger
)
{
    /// <summary>A worker that has said its last word ends in about half a second.</summary>
    private static readonly TimeSpan PatienceAfterEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceAtShutdown = TimeSpan.FromSeconds(3);

    /// <summary>How long a worker that outlived its server may take to call; it tries about once a second.</summary>
    private static readonly TimeSpan PatienceAfterRestart = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, IWorker> _workers = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _claims = new();

    /// <summary>Raised when a device has become free.</summary>
    public event Action? Released;

    /// <summary>The runs that have a worker here.</summary>
    public IReadOnlyCollection<Guid> RunIds => [.. _workers.Keys];

    public long? MemoryOf(Guid runId) => _workers.GetValueOrDefault(runId)?.MemoryBytes;

    /// <summary>Whether the run's worker goes on when the server stops.</summary>
    public bool OutlivesServer(Guid runId) => _workers.GetValueOrDefault(runId)?.OutlivesServer == true;

    /// <summary>A connection of the run's worker was opened, or has gone.</summary>
    public void Connected(Guid runId, bool isOpen) => _workers.GetValueOrDefault(runId)?.Connected(isOpen);

    /// <summary>Whether the run's worker has no machine yet.</summary>
    public bool IsWaiting(Guid runId) => _workers.GetValueOrDefault(runId)?.IsWaiting == true;

    /// <summary>What keeps a place from doing what it should; null for nothing.</summary>
    public string? FaultOf(string place) => launchers.Find(place)?.Fault;

    public Task FreshenLog(Guid runId) => _workers.GetValueOrDefault(runId)?.FreshenLog() ?? Task.CompletedTask;

    /// <summary>Gives a queued run to a worker. When the run is queued no more, or the worker cannot be had, nothing else is
    /// changed.</summary>
    /// <exception cref="Exception">The worker cannot be had.</exception>
    public async Task Start(RunSummary run, Device device, Uri server, string? certificate = null)
    {
        var worker = launchers.Of(device).Take(device);
        var token = WorkerToken.Create(run.Id);
        var record = new WorkerRecord(
            run.Id,
            device.Id,
            WorkerToken.Hash(token),
            device.Launcher,
            worker.Handle,
            TakenAt: worker.IsWaiting ? null : time.GetUtcNow(),
            Threads: device.Threads
        );
        // Before the run is seen as started.
        board.Take(device.Id, run, device.Threads);
        _workers[run.Id] = worker;
        RunSummary? started = null;
        try
        {
            started = await lifecycle.Start(record);
        }
        finally
        {
            if (started is null)
            {
                Forget(record, worker);
                tasks.Start("ending a worker without a run", () => End(worker));
            }
        }
        if (started is null)
            return;
        tasks.Start("seeing a worker through", () => SeeThrough(record, worker));
        try
        {
            await launchers.Begin(worker, new(server, run.Id, token, certificate));
        }
        catch (Exception error)
        {
            logger.LogError(error, "The worker of run {RunId} did not get its order.", run.Id);
            await EndByForce(run.Id, RunStatus.Failed, $"The worker could not be started: {error.Message}");
        }
    }

    /// <summary>Takes up the worker that an earlier server left; it may call again, else its run is Interrupted.</summary>
    /// <returns>False when it is gone.</returns>
    public bool TakeUp(RunSummary run)
    {
        if (records.Find(run.Id) is not { } record || launchers.Find(record) is not { } worker)
            return false;
        board.Take(record.DeviceId, run, record.Threads);
        _workers[run.Id] = worker;
        tasks.Start("seeing a worker through", () => SeeThrough(record, worker));
        if (worker.OutlivesServer)
            return true;
        var claim = _claims[run.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        tasks.Start("waiting for a worker to call again", () => InterruptUnlessClaimed(run.Id, claim.Task));
        return true;
    }

    /// <summary>The worker of an earlier server's run is gone.</summary>
    public async Task Interrupt(Guid runId)
    {
        var record = records.Find(runId);
        await TakeIn(runId);
        await WriteDown(runId, RunStatus.Interrupted, "The server was stopped, and the worker with it.");
        if (record is not null)
            launchers.Forget(record);
    }

    /// <summary>Sees to it that every device has a worker at hand.</summary>
    public void WarmAll() =>
        tasks.Start(
            "loading spare workers",
            () =>
            {
                foreach (var device in board.Devices)
                    launchers.Of(device).Warm(device);
                return Task.CompletedTask;
            }
        );

    /// <summary>A worker has called, one that an earlier server had started perhaps.</summary>
    public void Claimed(Guid runId)
    {
        _workers.GetValueOrDefault(runId)?.Arrived();
        if (_claims.TryRemove(runId, out var claim))
            claim.TrySetResult();
    }

    /// <summary>A worker whose run has ended has nothing more to do. The next spare loads while a run trains, and not while it is getting
    /// started.</summary>
    public Task Follow(RunChange change)
    {
        if (
            change.Before?.Status == RunStatus.Starting
            && change.IsTo(status => status == RunStatus.Running)
            && !tasks.Stopping.IsCancellationRequested
            && records.Find(change.Run.Id) is { } record
            && board.Find(record.DeviceId) is { } device
        )
            launchers.Of(device).Warm(device);
        if (change.IsTo(status => status.HasEnded() || status == RunStatus.Paused) && _workers.TryGetValue(change.Run.Id, out var worker))
            tasks.Start("waiting for the end of a worker", () => worker.ExitWithin(PatienceAfterEnd));
        return Task.CompletedTask;
    }

    /// <summary>Completes when the workers of these runs have ended.</summary>
    public Task Ended(IEnumerable<Guid> runIds) =>
        Task.WhenAll(runIds.Select(runId => _workers.GetValueOrDefault(runId)).OfType<IWorker>().Select(worker => worker.Ended));

    /// <summary>The server stops: every worker that does not outlive it ends, and its run is Interrupted.</summary>
    public async Task Stop()
    {
        await Task.WhenAll(
            _workers
                .Where(pair => !pair.Value.OutlivesServer)
                .Select(async pair =>
                {
                    try
                    {
                        await lifecycle.End(pair.Key, RunStatus.Interrupted, RunEndSentences.ServerStopped(runs.Find(pair.Key)));
                    }
                    catch (Exception error)
                    {
                        logger.LogWarning(error, "The next start finds run {RunId} without its worker.", pair.Key);
                    }
                    try
                    {
                        await pair.Value.Stop(PatienceAtShutdown);
                    }
                    catch (Exception error)
                    {
                        logger.LogError(error, "The worker of run {RunId} could not be stopped.", pair.Key);
                    }
                })
        );
        await launchers.Stop();
    }

    /// <summary>Writes the end down and kills the worker.</summary>
    public async Task EndByForce(Guid runId, RunStatus status, string? detail)
    {
        await lifecycle.End(runId, status, detail);
        if (_workers.TryGetValue(runId, out var worker))
            await worker.ExitWithin(TimeSpan.Zero);
    }

    private async Task InterruptUnlessClaimed(Guid runId, Task claim)
    {
        await Task.WhenAny(claim, Task.Delay(PatienceAfterRestart, time, tasks.Stopping));
        if (!claim.IsCompleted && !tasks.Stopping.IsCancellationRequested)
            await EndByForce(runId, RunStatus.Interrupted, "The server was stopped, and the worker did not call it again.");
    }

    private async Task SeeThrough(WorkerRecord record, IWorker worker)
    {
        string reason;
        try
        {
            reason = await (worker.OutlivesServer ? worker.Ended.WaitAsync(tasks.Stopping) : worker.Ended);
        }
        catch (OperationCanceledException) when (tasks.Stopping.IsCancellationRequested)
        {
            // The next server sees it through.
            return;
        }
        catch (Exception error)
        {
            logger.LogError(error, "What became of the worker of run {RunId} cannot be told.", record.RunId);
            reason = $"The worker was lost: {error.Message}";
        }
        // Whatever becomes of the rest, the device is free.
        Forget(record, worker);
        var hasLeftAll = await TakeIn(record.RunId);
        var (status, detail) =
            tasks.Stopping.IsCancellationRequested && !worker.OutlivesServer
                ? (RunStatus.Interrupted, RunEndSentences.ServerStopped(runs.Find(record.RunId)))
            : records.Find(record.RunId)?.CancelAsked == true ? (RunStatus.Cancelled, null)
            : (worker.MayGoOn || hasLeftAll ? RunStatus.Interrupted : RunStatus.Failed, reason);
        await WriteDown(record.RunId, status, detail, record);
        await worker.DisposeAsync();
        launchers.Forget(record);
    }

    // Whatever is wrong with what it left, the run's end is written down.
    private async Task<bool> TakeIn(Guid runId)
    {
        try
        {
            return await spools.TakeIn(runId);
        }
        catch (Exception error)
        {
            logger.LogError(error, "What a worker left of run {RunId} could not be taken in.", runId);
            return true;
        }
    }

    private Task WriteDown(Guid runId, RunStatus status, string? detail, WorkerRecord? of = null) =>
        GuardedLoop.Insist(
            "writing down the end of a run",
            () => lifecycle.End(runId, status, detail, of: of),
            time,
            logger,
            tasks.Stopping
        );

    /// <summary>By now the run may have been resumed and have another worker.</summary>
    private void Forget(WorkerRecord record, IWorker worker)
    {
        _workers.TryRemove(new(record.RunId, worker));
        board.Release(record.DeviceId, record.RunId);
        Released?.Invoke();
    }

    private static async Task End(IWorker worker)
    {
        await worker.Stop(TimeSpan.Zero);
        await worker.DisposeAsync();
    }
}
