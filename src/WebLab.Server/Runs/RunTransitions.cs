using WebLab.Contracts.Runs;

namespace WebLab.Server.Runs;

/// <summary>Which status may follow which. Only <see cref="RunLifecycle"/> moves a run by it.</summary>
internal static class RunTransitions
{
    private static readonly Dictionary<RunStatus, RunStatus[]> Next = new()
    {
        [RunStatus.Queued] = [RunStatus.Starting, RunStatus.Paused, RunStatus.Cancelled],
        [RunStatus.Starting] =
        [
            RunStatus.Running,
            RunStatus.Pausing,
            RunStatus.Completed,
            RunStatus.Cancelled,
            RunStatus.Failed,
            RunStatus.Interrupted,
        ],
        [RunStatus.Running] =
        [
            // Its cluster has taken the machine away and queued the job again.
            RunStatus.Starting,
            RunStatus.Pausing,
            RunStatus.Completed,
            RunStatus.Cancelled,
            RunStatus.Failed,
            RunStatus.Interrupted,
        ],
        [RunStatus.Pausing] = [RunStatus.Paused, RunStatus.Completed, RunStatus.Cancelled, RunStatus.Failed, RunStatus.Interrupted],
        [RunStatus.Paused] = [RunStatus.Queued, RunStatus.Cancelled],
        [RunStatus.Interrupted] = [RunStatus.Queued],
        [RunStatus.Completed] = [],
        [RunStatus.Cancelled] = [RunStatus.Queued],
        [RunStatus.Failed] = [],
    };

    public static bool Allows(RunStatus from, RunStatus to) => Next[from].Contains(to);

    /// <summary>The run with its new status, or null when it may not have it: it has ended, or somebody was faster.</summary>
    public static RunSummary? Move(RunSummary run, RunStatus status, string? detail, DateTimeOffset now)
    {
        if (!Allows(run.Status, status))
            return null;
        return run with
        {
            Status = status,
            StatusDetail = detail,
            IsHeld = false,
            StartedAt = status == RunStatus.Starting ? run.StartedAt ?? now : run.StartedAt,
            Pauses = Pauses(run, status, now),
            GivenQueuePosition = null,
            // A clock that was set back meanwhile must not make a run end before it began.
            FinishedAt =
                !status.HasEnded() ? null
                : run.StartedAt > now ? run.StartedAt
                : now,
        };
    }

    // A run that has begun pauses until a worker has it again; of one whose server was away it is not known when it stopped but by its last
    // word.
    private static IReadOnlyList<RunPause> Pauses(RunSummary run, RunStatus status, DateTimeOffset now)
    {
        var isOpen = run.Pauses is [.., { To: null }];
        if (run.StartedAt is not { } started)
            return run.Pauses;
        if (status is RunStatus.Paused or RunStatus.Interrupted || (run.Status, status) == (RunStatus.Running, RunStatus.Starting))
        {
            var since = status != RunStatus.Paused && run.LastSeenAt is { } seen && seen < now ? seen : now;
            return isOpen ? run.Pauses : [.. run.Pauses, new(since < started ? started : since, null)];
        }
        return isOpen && status != RunStatus.Queued ? [.. run.Pauses.SkipLast(1), run.Pauses[^1] with { To = now }] : run.Pauses;
    }
}
