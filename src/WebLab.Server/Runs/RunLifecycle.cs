using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Science.Runs;
using WebLab.Server.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>
/// The one owner of a run's status, and of the worker that has it: whatever changes either goes through here, by the table of
/// <see cref="RunTransitions"/>, in one transaction. Whoever comes too late changes nothing. What follows is <see cref="RunChanges"/>'.
/// </summary>
public sealed class RunLifecycle(
    LabDatabase database,
    RunStore runs,
    WorkerStore workers,
    CurveStore curves,
    DeviceTimeStore deviceTimes,
    TimeProvider time
)
{
    /// <summary>Gives a queued run to a worker.</summary>
    /// <returns>The run; null when it is queued no more.</returns>
    public Task<RunSummary?> Start(WorkerRecord worker) =>
        database.Write(tx =>
        {
            if (runs.Read(tx, worker.RunId) is not { } run || Move(run, RunStatus.Starting) is not { } started)
                return null;
            workers.Save(tx, worker);
            return runs.Save(tx, started);
        });

    /// <summary>The first that a run tells makes it Running.</summary>
    /// <returns>The run; null when it is Running already.</returns>
    public RunSummary? MarkRunning(WriteTransaction tx, RunSummary run) =>
        Move(run, RunStatus.Running) is { } running ? runs.Save(tx, running) : null;

    /// <summary>Says why runs wait for their machine; those that train say nothing of it.</summary>
    public Task Explain(IReadOnlyDictionary<Guid, string?> details) =>
        runs.ChangeAll(
            details.Keys.ToList(),
            (id, run) => (true, run is { Status: RunStatus.Starting } ? run with { StatusDetail = details[id], IsHeld = false } : null)
        );

    /// <summary>The machine of a run was taken away, and its worker waits for another: it goes on from its checkpoint.</summary>
    public Task<RunSummary?> Requeued(Guid runId) =>
        database.Write(tx =>
        {
            if (
                runs.Read(tx, runId) is not { Status: RunStatus.Running } run
                || workers.Read(tx, runId) is not { } worker
                || Move(run, RunStatus.Starting) is not { } waiting
            )
                return null;
            deviceTimes.Add(tx, run, worker);
            workers.Save(tx, worker with { TakenAt = null });
            return runs.Save(tx, waiting);
        });

    /// <summary>A worker that waited for a machine has one: its time counts from here.</summary>
    public Task Arrived(Guid runId) =>
        workers.Find(runId) is { TakenAt: null }
            ? database.Write(tx =>
            {
                if (workers.Read(tx, runId) is { TakenAt: null } worker)
                    workers.Save(tx, worker with { TakenAt = time.GetUtcNow() });
                return true;
            })
            : Task.CompletedTask;

    /// <summary>Writes down what is asked of the worker of a run, so that one that was not connected hears it when it calls
    /// again.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="asked">Its worker's record with what is asked.</param>
    /// <param name="status">The run's status from then on; null for the one that it has.</param>
    /// <returns>False when the run has no worker.</returns>
    public Task<bool> Request(Guid runId, Func<WorkerRecord, WorkerRecord> asked, RunStatus? status = null) =>
        database.Write(tx =>
        {
            if (workers.Read(tx, runId) is not { } worker || runs.Read(tx, runId) is not { } run || !run.Status.IsActive())
                return false;
            workers.Save(tx, asked(worker));
            if (status is { } next && Move(run, next) is { } moved)
                runs.Save(tx, moved);
            return true;
        });

    /// <summary>A worker has said its last word.</summary>
    public Task<RunSummary?> Finish(Guid runId, WorkerEnd end, string? detail, RunResult? result)
    {
        var run = runs.Find(runId);
        return end switch
        {
            WorkerEnd.Completed => End(runId, RunStatus.Completed, detail, result),
            WorkerEnd.Cancelled => End(runId, RunStatus.Cancelled, detail, result),
            WorkerEnd.Stopped => End(runId, RunStatus.Cancelled, RunEndSentences.Stopped(run, result), result),
            WorkerEnd.Failed => End(runId, RunStatus.Failed, detail, result),
            WorkerEnd.Diverged => End(runId, RunStatus.Failed, detail, result, hasDiverged: true),
            WorkerEnd.Paused when workers.Find(runId)?.CancelAsked == true => End(runId, RunStatus.Cancelled, null, result),
            // Nobody but the server, which stops, has asked for it.
            WorkerEnd.Paused when run is { Status: RunStatus.Starting or RunStatus.Running } => End(
                runId,
                RunStatus.Interrupted,
                RunEndSentences.ServerStopped(run),
                result
            ),
            WorkerEnd.Paused => End(runId, RunStatus.Paused, detail, result),
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "A worker cannot end so."),
        };
    }

    /// <summary>Ends or pauses a run. Its worker's token ends with it; while the disk is full it waits for room.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="status">The status that it ends in.</param>
    /// <param name="detail">Why, one sentence; null where the status says it all.</param>
    /// <param name="result">Its measures, where there are newer ones.</param>
    /// <param name="of">The worker that it is to be ended for: nothing happens when the run has another one by now.</param>
    /// <param name="hasDiverged">Whether its loss became NaN or infinite.</param>
    /// <param name="by">Who cancels another's run; null for its owner, and for whoever asked its worker.</param>
    /// <returns>The run; null when it may not end so.</returns>
    public Task<RunSummary?> End(
        Guid runId,
        RunStatus status,
        string? detail,
        RunResult? result = null,
        WorkerRecord? of = null,
        bool hasDiverged = false,
        string? by = null
    ) =>
        database.WriteWhenRoom(tx =>
        {
            var (worker, run) = (workers.Read(tx, runId), runs.Read(tx, runId));
            if (of is not null && worker?.TokenHash.AsSpan().SequenceEqual(of.TokenHash) != true)
                return null;
            if (worker is not null && run is not null)
                deviceTimes.Add(tx, run, worker);
            workers.Delete(tx, runId);
            curves.Close(tx, runId);
            var canceller = status == RunStatus.Cancelled ? by ?? worker?.CancelledBy : null;
            return run is not null && Move(run, status, detail ?? RunEndSentences.Cancelled(canceller)) is { } ended
                ? runs.Save(tx, ended with { Result = result ?? run.Result, HasDiverged = hasDiverged, CancelledBy = canceller })
                : null;
        });

    /// <summary>Ends a queued run whose worker cannot be had.</summary>
    public Task<RunSummary?> Refuse(Guid runId, string detail) =>
        database.Write(tx =>
            runs.Read(tx, runId) is { } run
            && Move(run, RunStatus.Starting) is { } starting
            && Move(starting, RunStatus.Failed, detail) is { } failed
                ? runs.Save(tx, failed)
                : null
        );

    /// <summary>Puts a paused or interrupted run back into the queue, or one that was cancelled before it had begun; while the disk is full
    /// it waits for room.</summary>
    /// <returns>The run; null when it is none of these, or archived.</returns>
    public Task<RunSummary?> Resume(Guid runId) =>
        database.WriteWhenRoom(tx =>
            runs.Read(tx, runId) is { } run
            && RunActionCheck.Refusal(run, new() { Verb = RunVerb.Resume, Ids = [runId] }) is null
            && Move(run, RunStatus.Queued) is { } queued
                ? runs.Save(tx, queued with { CancelledBy = null })
                : null
        );

    private RunSummary? Move(RunSummary run, RunStatus status, string? detail = null) =>
        RunTransitions.Move(run, status, detail, time.GetUtcNow());
}
