using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Queue;
using WebLab.Server.Runs;

namespace WebLab.Server.Workers;

/// <summary>What a person asks of a run while it is not over. Whoever asks twice, or too late, changes nothing.</summary>
public sealed class RunControl(
    RunStore runs,
    WorkerStore records,
    WorkerRequests requests,
    WorkerSupervisor supervisor,
    RunLifecycle lifecycle,
    QueueLimits limits,
    BackgroundTasks tasks,
    TimeProvider time
)
{
    private static readonly TimeSpan PatienceAfterCancel = TimeSpan.FromSeconds(10);

    /// <summary>Ends a run that has no worker at once, and asks the worker of one that trains; the worker is killed when it does not
    /// listen.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="by">Who does it to another's run; null for its owner.</param>
    /// <returns>The run as it then stands; null when there is none.</returns>
    public async Task<RunSummary?> Cancel(Guid runId, string? by)
    {
        if (HasNoWorker(runId))
            await lifecycle.End(runId, RunStatus.Cancelled, null, by: by);
        else if (supervisor.IsWaiting(runId) && await requests.Cancel(runId, by))
            await EndWaiting(runId, RunStatus.Cancelled);
        else if (records.Find(runId)?.CancelAsked != true && await requests.Cancel(runId, by))
            tasks.Start("cancelling by force", () => CancelByForce(runId));
        return runs.Find(runId);
    }

    /// <summary>Holds a queued run back, and asks the worker of one that trains for a checkpoint and the end.</summary>
    public async Task<RunSummary?> Pause(Guid runId)
    {
        if (HasNoWorker(runId))
            await lifecycle.End(runId, RunStatus.Paused, null);
        else if (await requests.Pause(runId) && supervisor.IsWaiting(runId))
            await EndWaiting(runId, RunStatus.Paused);
        return runs.Find(runId);
    }

    /// <summary>Puts a paused or interrupted run back into the queue.</summary>
    /// <exception cref="QueueLimitException">Its owner's queue is full.</exception>
    public async Task<RunSummary?> Resume(Guid runId)
    {
        if (limits.LimitsQueue && runs.Find(runId) is { } run)
            await limits.InTurn(() => limits.ResumeProblem(run.OwnerId), () => lifecycle.Resume(runId));
        else
            await lifecycle.Resume(runId);
        return runs.Find(runId);
    }

    /// <summary>Ends a run with the epoch in hand; one that has no worker ends with the measures that it has.</summary>
    public async Task<RunSummary?> Stop(Guid runId)
    {
        if (HasNoWorker(runId))
            await lifecycle.End(runId, RunStatus.Cancelled, RunEndSentences.Stopped(runs.Find(runId)));
        else if (supervisor.IsWaiting(runId))
            await EndWaiting(runId, RunStatus.Cancelled);
        else
            await requests.Stop(runId);
        return runs.Find(runId);
    }

    private bool HasNoWorker(Guid runId) => runs.Find(runId) is { Status: RunStatus.Queued or RunStatus.Paused };

    /// <summary>Nobody hears what is asked of a worker that has no machine yet. Its place in the cluster's queue is given up
    /// meanwhile.</summary>
    private async Task EndWaiting(Guid runId, RunStatus status)
    {
        await lifecycle.End(runId, status, null);
        tasks.Start("ending a worker that waits", () => supervisor.EndByForce(runId, status, ""));
    }

    private async Task CancelByForce(Guid runId)
    {
        var wasStarting = IsStarting(runId);
        await Task.Delay(PatienceAfterCancel, time, tasks.Stopping);
        // It hears it when it calls.
        if (wasStarting && !IsStarting(runId))
            await Task.Delay(PatienceAfterCancel, time, tasks.Stopping);
        // One that has not begun by then has perhaps not heard it, and is not to blame.
        var sentence = IsStarting(runId) ? null : "The worker did not stop when it was asked to and was killed.";
        await supervisor.EndByForce(runId, RunStatus.Cancelled, sentence);
    }

    private bool IsStarting(Guid runId) => runs.Find(runId) is { Status: RunStatus.Starting };
}
