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
        var stored = await database.Write(
            writing =>
            {
                if (runs.Read(writing, runId) is not { } run || !run.Status.IsActive())
                    throw new RunEndedException();
                if (curves.GoesBack(writing, runId, batch))
                    throw new PointsRefusedException();
                var before = curves.LastSequence(writing, runId);
                var last = curves.Append(writing, runId, batch);
                var moved = RunLifecycle.Move(run, RunStatus.Running, null, time.GetUtcNow());
                return (Before: before, Last: last, Run: moved is null ? null : runs.Save(writing, moved));
            },
            stored =>
            {
                if (stored.Run is not null)
                    runs.Remember(stored.Run);
                if (stored.Last > stored.Before)
                    broadcaster.Points(runId, After(batch, stored.Before));
            }
        );
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
    public async Task<RunSummary?> Ended(Guid runId, RunStatus status, string? detail, RunResult? result = null, WorkerRecord? of = null) =>
        await database.WriteWhenRoom(
            writing =>
            {
                if (of is not null && workers.Find(runId)?.TokenHash.AsSpan().SequenceEqual(of.TokenHash) != true)
                    return null;
                if (workers.Find(runId) is { } worker && runs.Read(writing, runId) is { } held)
                    deviceTimes.Add(writing, held, worker);
                workers.Delete(writing, runId);
                curves.Close(runId);
                return runs.Read(writing, runId) is { } run && RunLifecycle.Move(run, status, detail, time.GetUtcNow()) is { } ended
                    ? runs.Save(writing, ended with { Result = result ?? run.Result })
                    : null;
            },
            ended =>
            {
                if (ended is not null)
                    runs.Remember(ended);
            }
        );

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
