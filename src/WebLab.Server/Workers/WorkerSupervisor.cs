using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Science.Kernels;
using WebLab.Server.Checkpoints;
using WebLab.Server.Datasets;
using WebLab.Server.Devices;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>Stands by each worker from its order to its end, and sees that the end is written down, whatever it is.</summary>
public sealed class WorkerSupervisor
{
    /// <summary>A worker that has said its last word ends in about half a second.</summary>
    private static readonly TimeSpan PatienceAfterEnd = TimeSpan.FromSeconds(10);
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
    private readonly CheckpointStore _checkpoints;
    private readonly WorkerRequests _requests;
    private readonly TimeSpan _patienceToPause;
    private readonly TimeProvider _time;
    private volatile bool _stopping;

    public WorkerSupervisor(
        LabDatabase database,
        RunStore runs,
        WorkerStore records,
        Recorder recorder,
        DeviceBoard board,
        DatasetLibrary datasets,
        StoreFolder store,
        CheckpointStore checkpoints,
        WorkerRequests requests,
        IOptions<SchedulerOptions> options,
        TimeProvider time
    )
    {
        (_database, _runs, _records, _recorder, _board) = (database, runs, records, recorder, board);
        (_datasets, _store, _checkpoints, _requests, _time) = (datasets, store, checkpoints, requests, time);
        _patienceToPause = TimeSpan.FromSeconds(options.Value.SecondsToPause);
        runs.Changed += EndWithRun;
    }

    /// <summary>Whether the server stops, and no run is to be started any more.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Raised when a device has become free.</summary>
    public event Action? Released;

    /// <summary>Gives a queued run to a worker that waits for an order.</summary>
    /// <returns>False when the run is queued no more; the worker is then unused.</returns>
    public async Task<bool> Launch(RunSummary run, Device device, LocalWorker worker, Uri server)
    {
        var token = WorkerToken.Create(run.Id);
        var record = new WorkerRecord(
            run.Id,
            device.Id,
            WorkerToken.Hash(token),
            worker.ProcessId,
            worker.StartedAt,
            TakenAt: _time.GetUtcNow()
        );
        var isStarted = await _database.Write(tx =>
        {
            if (
                _runs.Read(tx, run.Id) is not { } stored
                || RunLifecycle.Move(stored, RunStatus.Starting, null, _time.GetUtcNow()) is not { } moved
            )
                return false;
            _records.Save(tx, record);
            // Before the run is seen as started.
            tx.OnCommit(() =>
            {
                _board.Take(device.Id, run);
                _workers[run.Id] = worker;
            });
            _runs.Save(tx, moved);
            return true;
        });
        if (!isStarted)
            return false;
        _ = Supervise(record, worker);
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
        _board.Take(record.DeviceId, run);
        _workers[run.Id] = worker;
        var claim = _claims[run.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Supervise(record, worker);
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
            Recipe = JsonSerializer.Serialize(run.Spec, LabJson.Options),
            DataFolder = _datasets.FolderOf(run.Spec.Dataset),
            LabelFolder = _datasets.LabelFolderOf(run.Spec),
            Device = device.Torch,
            Threads = device.Threads,
            LastSequence = _recorder.LastSequence(run.Id),
            ExampleFolder = _store.Examples,
            Checkpoints = _checkpoints.OrderFor(run.Id),
        };
    }

    public Device? DeviceOf(Guid runId) =>
        _records.Find(runId) is { } record ? _board.Devices.FirstOrDefault(device => device.Id == record.DeviceId) : null;

    public Task Repeat(Guid runId, IWorkerClient worker) => _requests.Repeat(runId, worker);

    /// <summary>A worker has said its last word.</summary>
    public Task Finished(Guid runId, WorkerEnd end, string? detail, RunResult? result)
    {
        var run = _runs.Find(runId);
        return end switch
        {
            WorkerEnd.Paused when _records.Find(runId)?.CancelAsked == true => _recorder.Ended(runId, RunStatus.Cancelled, null, result),
            // Nobody but the server, which stops, has asked for it.
            WorkerEnd.Paused when run is { Status: RunStatus.Starting or RunStatus.Running } => _recorder.Ended(
                runId,
                RunStatus.Interrupted,
                RunWords.ServerStopped(run),
                result
            ),
            WorkerEnd.Stopped => _recorder.Ended(runId, RunStatus.Cancelled, RunWords.Stopped(run, result), result),
            _ => _recorder.Ended(runId, Recorder.StatusOf(end), detail, result),
        };
    }

    /// <summary>Asks every worker for a checkpoint, so that no step is lost when the server stops, and waits a while for the last of
    /// them.</summary>
    public async Task Drain()
    {
        _stopping = true;
        _database.EndWaiting();
        var asked = _workers.Where(pair => _runs.Find(pair.Key)?.Spec.Model.IsKernel() == false).ToList();
        try
        {
            await Task.WhenAll(asked.Select(pair => _requests.Interrupt(pair.Key)));
        }
        catch (DiskFullException)
        {
            // Then no worker can write a checkpoint either.
            return;
        }
        await Task.WhenAny(Task.WhenAll(asked.Select(pair => pair.Value.Exited)), Task.Delay(_patienceToPause, _time));
    }

    public async Task StopAll()
    {
        _stopping = true;
        await Task.WhenAll(
            _workers.Select(async pair =>
            {
                try
                {
                    await _recorder.Ended(pair.Key, RunStatus.Interrupted, RunWords.ServerStopped(_runs.Find(pair.Key)));
                }
                catch (DiskFullException)
                {
                    // The next start finds the run without its worker.
                }
                await pair.Value.Stop(PatienceAtShutdown);
            })
        );
    }

    /// <summary>Writes the end down and kills the worker.</summary>
    public async Task EndByForce(Guid runId, RunStatus status, string detail)
    {
        await _recorder.Ended(runId, status, detail);
        if (_workers.TryGetValue(runId, out var worker))
            await worker.ExitWithin(TimeSpan.Zero);
    }

    private async Task InterruptUnlessClaimed(Guid runId, Task claim)
    {
        await Task.WhenAny(claim, Task.Delay(PatienceAfterRestart, _time));
        if (!claim.IsCompleted)
            await EndByForce(runId, RunStatus.Interrupted, "The server was stopped, and the worker did not call it again.");
    }

    /// <summary>A worker whose run has ended has nothing more to do.</summary>
    private void EndWithRun(RunSummary? before, RunSummary? after)
    {
        if (
            after is not null
            && (after.Status.HasEnded() || after.Status == RunStatus.Paused)
            && _workers.TryGetValue(after.Id, out var worker)
        )
            _ = worker.ExitWithin(PatienceAfterEnd);
    }

    private async Task Supervise(WorkerRecord record, LocalWorker worker)
    {
        await worker.Exited;
        var runId = record.RunId;
        var (status, detail) =
            _stopping ? (RunStatus.Interrupted, RunWords.ServerStopped(_runs.Find(runId)))
            : _records.Find(runId)?.CancelAsked == true ? (RunStatus.Cancelled, null)
            : (RunStatus.Failed, WorkerFailure.Sentence(worker.ExitCode, await worker.LastWords()));
        await _recorder.Ended(runId, status, detail, of: record);
        // By then the run may have been resumed and have another worker.
        _workers.TryRemove(new(runId, worker));
        worker.Dispose();
        _board.Release(record.DeviceId, runId);
        Released?.Invoke();
    }
}
