using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Curves;
using WebLab.Server.Devices;
using WebLab.Server.Live;
using WebLab.Server.Storage;
using WebLab.Server.Telemetry;
using WebLab.Server.Workers;

namespace WebLab.Server.Runs;

/// <summary>Writes down what workers say and what becomes of them. A worker is heard only while its run goes on.</summary>
public sealed class Recorder(
    LabDatabase database,
    RunStore runs,
    CurveStore curves,
    WorkerStore workers,
    DeviceTimeStore deviceTimes,
    Broadcaster broadcaster,
    TimeProvider time
)
{
    public Task<RunSummary?> Claimed(Guid runId) =>
        runs.Change(runId, run => run.Status.IsActive() ? run with { LastSeenAt = time.GetUtcNow() } : null);

    public Task<RunSummary?> Started(Guid runId, RunFacts facts) =>
        runs.Change(runId, run => run.Status.IsActive() ? run with { Facts = facts, LastSeenAt = time.GetUtcNow() } : null);

    public Task<RunSummary?> Advanced(Guid runId, RunProgress progress, RunResult? result) =>
        runs.Change(
            runId,
            run =>
                run.Status.IsActive()
                    ? run with
                    {
                        Progress = progress,
                        Result = result ?? run.Result,
                        LastSeenAt = time.GetUtcNow(),
                    }
                    : null
        );

    /// <summary>Stores points and then shows them.</summary>
    /// <returns>The sequence number of the last stored point.</returns>
    /// <exception cref="RunEndedException">The run takes no more points.</exception>
    /// <exception cref="PointsRefusedException">Points lie before those that are stored.</exception>
    public async Task<long> Reported(Guid runId, PointBatch batch)
    {
        // What is refused is told after the commit: a job that throws would have its neighbours run again.
        var stored = await database.Write<(Exception? Refusal, long Before, long Last)>(tx =>
        {
            if (runs.Read(tx, runId) is not { } run || !run.Status.IsActive())
                return (new RunEndedException(), 0, 0);
            if (curves.GoesBack(tx, runId, batch))
                return (new PointsRefusedException(), 0, 0);
            var before = curves.LastSequence(tx, runId);
            var last = curves.Append(tx, runId, batch);
            if (RunLifecycle.Move(run, RunStatus.Running, null, time.GetUtcNow()) is { } moved)
                runs.Save(tx, moved);
            if (last > before)
                tx.OnCommit(() => broadcaster.Points(runId, After(batch, before)));
            return (null, before, last);
        });
        if (stored.Refusal is not null)
            throw stored.Refusal;
        LabMeter.Points.Add(stored.Last - stored.Before);
        return stored.Last;
    }

    public Task<RunSummary?> Saved(Guid runId, CheckpointInfo checkpoint) =>
        runs.Change(runId, run => run.Status.IsActive() ? run with { Checkpoint = checkpoint, LastSeenAt = time.GetUtcNow() } : null);

    /// <summary>Puts a paused or interrupted run back into the queue.</summary>
    /// <returns>The run; null when it is neither.</returns>
    public Task<RunSummary?> Resumed(Guid runId) =>
        runs.Change(runId, run => run.ArchivedAt is null ? RunLifecycle.Move(run, RunStatus.Queued, null, time.GetUtcNow()) : null);

    /// <summary>Ends or pauses a run; nothing happens when it may not be so any more. The worker's token ends with it.</summary>
    /// <param name="of">The worker that it is to be ended for: nothing happens when the run has another one by now.</param>
    public Task<RunSummary?> Ended(Guid runId, RunStatus status, string? detail, RunResult? result = null, WorkerRecord? of = null) =>
        database.WriteWhenRoom(tx =>
        {
            var (worker, run) = (workers.Read(tx, runId), runs.Read(tx, runId));
            if (of is not null && worker?.TokenHash.AsSpan().SequenceEqual(of.TokenHash) != true)
                return null;
            if (worker is not null && run is not null)
                deviceTimes.Add(tx, run, worker);
            workers.Delete(tx, runId);
            curves.Close(tx, runId);
            return run is not null && RunLifecycle.Move(run, status, detail, time.GetUtcNow()) is { } ended
                ? runs.Save(tx, ended with { Result = result ?? run.Result })
                : null;
        });

    /// <summary>Ends a queued run whose worker cannot be had.</summary>
    public Task<RunSummary?> Refused(Guid runId, string detail) =>
        runs.Change(
            runId,
            run =>
                RunLifecycle.Move(run, RunStatus.Starting, null, time.GetUtcNow()) is { } starting
                    ? RunLifecycle.Move(starting, RunStatus.Failed, detail, time.GetUtcNow())
                    : null
        );

    public long LastSequence(Guid runId) => curves.LastSequence(runId);

    public static RunStatus StatusOf(WorkerEnd end) =>
        end switch
        {
            WorkerEnd.Completed => RunStatus.Completed,
            WorkerEnd.Cancelled or WorkerEnd.Stopped => RunStatus.Cancelled,
            WorkerEnd.Paused => RunStatus.Paused,
            _ => RunStatus.Failed,
        };

    private static PointBatch After(PointBatch batch, long sequence)
    {
        var skip = (int)(sequence + 1 - batch.FirstSequence);
        return skip <= 0
            ? batch
            : new()
            {
                FirstSequence = sequence + 1,
                Metrics = batch.Metrics[skip..],
                Steps = batch.Steps[skip..],
                Values = batch.Values[skip..],
                Times = batch.Times[skip..],
            };
    }
}
