using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Datasets;
using WebLab.Server.Devices;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>Stands by each worker from its order to its end, and sees that the end is written down, whatever it is.</summary>
public sealed class WorkerSupervisor
{
    /// <summary>A worker that has said its last word ends in about half a second.</summary>
    private static readonly TimeSpan PatienceAfterEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceAfterCancel = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceAtShutdown = TimeSpan.FromSeconds(3);

    /// <summary>How long a worker that outlived its server may take to call; it tries about once a second.</summary>
    private static readonly TimeSpan PatienceAfterRestart = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, LocalWorker> _workers = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _claims = new();
    private readonly LabDatabase _database;
    private readonly RunStore _runs;
    private readonly WorkerStore _records;
    private readonly Recorder _recorder;
    private readonly DeviceBoard _board;
    private readonly DatasetLibrary _datasets;
    private readonly StoreFolder _store;
    private readonly IHubContext<WorkerHub, IWorkerClient> _hub;
    private readonly TimeProvider _time;
    private volatile bool _stopping;

    public WorkerSupervisor(
        LabDatabase database, RunStore runs, WorkerStore records, Recorder recorder, DeviceBoard board, DatasetLibrary datasets,
        StoreFolder store, IHubContext<WorkerHub, IWorkerClient> hub, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        (_database, _runs, _records, _recorder, _board) = (database, runs, records, recorder, board);
        (_datasets, _store, _hub, _time) = (datasets, store, hub, time);
        lifetime.ApplicationStopping.Register(() => _stopping = true);
        runs.Changed += EndWithRun;
    }

    /// <summary>Raised when a device has become free.</summary>
    public event Action? Released;

    /// <summary>Gives a queued run to a worker that waits for an order.</summary>
    /// <returns>False when the run is queued no more; the worker is then unused.</returns>
    public async Task<bool> Launch(RunSummary run, Device device, LocalWorker worker, Uri server)
    {
        var token = WorkerToken.Create(run.Id);
        var record = new WorkerRecord(run.Id, device.Id, WorkerToken.Hash(token), worker.ProcessId, worker.StartedAt);
        var started = await _database.Write(
            writing =>
            {
                if (_runs.Read(writing, run.Id) is not { } stored
                    || RunLifecycle.Move(stored, RunStatus.Starting, null, _time.GetUtcNow()) is not { } moved)
                    return null;
                _records.Save(writing, record);
                return _runs.Save(writing, moved);
            },
            moved =>
            {
                if (moved is null)
                    return;
                _board.Take(device.Id, run.Id);
                _workers[run.Id] = worker;
                _runs.Remember(moved);
            });
        if (started is null)
            return false;
        _ = Supervise(run.Id, device.Id, worker);
        try
        {
            await worker.Send(new(server, run.Id, token), _store.WorkerLog(run.Id));
        }
        catch (IOException)
        {
            // It died before it could read the order; its end tells why.
        }
        return true;
    }

    /// <summary>Takes up what an earlier server left: a worker that lives on may call again, else its run is Interrupted.</summary>
    public async Task TakeUp(RunSummary run)
    {
        if (_records.Find(run.Id) is not { } record || LocalWorker.Find(record) is not { } worker)
        {
            await _recorder.Ended(run.Id, RunStatus.Interrupted, "The server was stopped, and the worker with it.");
            return;
        }
        _board.Take(record.DeviceId, run.Id);
        _workers[run.Id] = worker;
        var claim = _claims[run.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Supervise(run.Id, record.DeviceId, worker);
        _ = InterruptUnlessClaimed(run.Id, claim.Task);
    }

    /// <summary>What the calling worker is to do; null when its device is not one of this server's.</summary>
    public WorkerAssignment? Claimed(RunSummary run)
    {
        // A worker whose device this server has not stays unclaimed, so that it is interrupted.
        if (DeviceOf(run.Id) is not { } device)
            return null;
        if (_claims.TryRemove(run.Id, out var claim))
            claim.TrySetResult();
        return new()
        {
            Spec = run.Spec,
            DataFolder = _datasets.FolderOf(run.Spec.Dataset),
            LabelFolder = _datasets.LabelFolderOf(run.Spec),
            Device = device.Torch,
            Threads = device.Threads,
            LastSequence = _recorder.LastSequence(run.Id),
        };
    }

    public Device? DeviceOf(Guid runId) =>
        _records.Find(runId) is { } record ? _board.Devices.FirstOrDefault(device => device.Id == record.DeviceId) : null;

    public bool CancelAsked(Guid runId) => _records.Find(runId)?.CancelAsked == true;

    /// <summary>Ends a run that is queued at once, and asks the worker of one that trains.</summary>
    /// <returns>The run as it then stands; null when there is none.</returns>
    public async Task<RunSummary?> Cancel(Guid runId)
    {
        if (_runs.Find(runId) is { Status: RunStatus.Queued })
            await _recorder.Ended(runId, RunStatus.Cancelled, null);
        else if (!CancelAsked(runId))
            await AskToCancel(runId);
        return _runs.Find(runId);
    }

    public async Task StopAll()
    {
        _stopping = true;
        await Task.WhenAll(_workers.Select(async pair =>
        {
            await _recorder.Ended(pair.Key, RunStatus.Interrupted, "The server was stopped.");
            await pair.Value.Stop(PatienceAtShutdown);
        }));
    }

    private async Task AskToCancel(Guid runId)
    {
        var asked = await _database.Write(writing =>
        {
            if (_records.Find(runId) is not { } record)
                return false;
            _records.Save(writing, record with { CancelAsked = true });
            return true;
        });
        if (!asked)
            return;
        await _hub.Clients.Group(WorkerHub.GroupOf(runId)).Cancel();
        _ = CancelByForce(runId);
    }

    private async Task CancelByForce(Guid runId)
    {
        await Task.Delay(PatienceAfterCancel, _time);
        await EndByForce(runId, RunStatus.Cancelled, "The worker did not stop when it was asked to and was killed.");
    }

    private async Task InterruptUnlessClaimed(Guid runId, Task claim)
    {
        await Task.WhenAny(claim, Task.Delay(PatienceAfterRestart, _time));
        if (!claim.IsCompleted)
            await EndByForce(runId, RunStatus.Interrupted, "The server was stopped, and the worker did not call it again.");
    }

    private async Task EndByForce(Guid runId, RunStatus status, string detail)
    {
        await _recorder.Ended(runId, status, detail);
        if (_workers.TryGetValue(runId, out var worker))
            await worker.ExitWithin(TimeSpan.Zero);
    }

    /// <summary>A worker whose run has ended has nothing more to do.</summary>
    private void EndWithRun(RunSummary? before, RunSummary? after)
    {
        if (after is not null && after.Status.HasEnded() && _workers.TryGetValue(after.Id, out var worker))
            _ = worker.ExitWithin(PatienceAfterEnd);
    }

    private async Task Supervise(Guid runId, string deviceId, LocalWorker worker)
    {
        await worker.Exited;
        var (status, detail) = _stopping
            ? (RunStatus.Interrupted, "The server was stopped.")
            : CancelAsked(runId)
                ? (RunStatus.Cancelled, null)
                : (RunStatus.Failed, WorkerFailure.Sentence(worker.ExitCode, await worker.LastWords()));
        await _recorder.Ended(runId, status, detail);
        _workers.TryRemove(runId, out _);
        worker.Dispose();
        _board.Release(deviceId, runId);
        Released?.Invoke();
    }
}
