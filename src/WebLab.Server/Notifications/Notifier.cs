using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Runs;

namespace WebLab.Server.Notifications;

/// <summary>Tells the owners of runs when these end, fail or stall.</summary>
internal sealed class Notifier(
    RunStore runs,
    NotificationStore notifications,
    WebhookSender webhooks,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<Notifier> logger
) : GuardedLoop("looking for runs that have stalled", time, logger)
{
    private static readonly TimeSpan MostBetweenLooks = TimeSpan.FromSeconds(15),
        OfOneCancel = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Standing> _standings = new();
    private readonly ConcurrentDictionary<(Guid Experiment, string By), DateTimeOffset> _cancelsTold = new();

    protected override async Task Turn(CancellationToken stop)
    {
        var half = TimeSpan.FromSeconds(Math.Min(options.Value.SilentSeconds, options.Value.StepSeconds) / 2);
        await Task.Delay(half < MostBetweenLooks ? half : MostBetweenLooks, Time, stop);
        foreach (var run in runs.All().Where(run => run.Status.IsActive()))
            await Look(run);
    }

    public async Task Follow(RunChange change)
    {
        if (change.After?.Status.IsActive() != true)
            _standings.TryRemove(change.Run.Id, out _);
        if (change.Before is null || !change.IsTo(status => status.HasEnded()))
            return;
        if (change.Run is { Status: RunStatus.Cancelled } cancelled)
        {
            // Whoever cancels a run of their own knows of it.
            if (cancelled.CancelledBy is { } by)
                await TellOfCancel(cancelled, by);
            return;
        }
        // One word an experiment, with its last run; what is paused may stay so for ever and is not waited for.
        var all = runs.Of(change.Run.ExperimentId);
        if (all.Any(run => !run.Status.HasEnded() && run.Status != RunStatus.Paused) || Last(all)?.Id != change.Run.Id)
            return;
        var hasFailed = all.Any(run => run.Status is RunStatus.Failed or RunStatus.Interrupted);
        await Tell(
            change.Run,
            hasFailed ? NotificationKind.Failed : NotificationKind.Ended,
            all.Count == 1 ? EndWords(change.Run) : EndWords(all),
            all.Count
        );
    }

    // An experiment is cancelled with all of its runs: one word for those of a minute.
    private async Task TellOfCancel(RunSummary run, string by)
    {
        var now = Time.GetUtcNow();
        foreach (var (old, _) in _cancelsTold.Where(told => now - told.Value > OfOneCancel))
            _cancelsTold.TryRemove(old, out _);
        if (!_cancelsTold.TryAdd((run.ExperimentId, by), now))
            return;
        var isAlone = runs.Of(run.ExperimentId).Count == 1;
        await Tell(run, NotificationKind.Ended, isAlone ? $"Cancelled by {by}." : $"{by} cancelled runs of this experiment.");
    }

    /// <summary>The store may be ahead of the change that is told of: two runs that end at once have one last.</summary>
    private static RunSummary? Last(IReadOnlyList<RunSummary> all) =>
        all.Where(run => run.Status.HasEnded() && run.Status != RunStatus.Cancelled).MaxBy(run => (run.FinishedAt, run.Id));

    // Once a stall: told again only when the run has gone on since.
    private async Task Look(RunSummary run)
    {
        var now = Time.GetUtcNow();
        var step = run.Progress?.Step ?? 0;
        var standing = _standings.AddOrUpdate(
            run.Id,
            _ => new(step, now, false),
            (_, known) => known.Step == step ? known : new(step, now, false)
        );
        var silence = now - (run.LastSeenAt ?? standing.Since);
        var pause = now - standing.Since;
        var isSilent = silence.TotalSeconds > options.Value.SilentSeconds;
        if (standing.IsTold || (!isSilent && pause.TotalSeconds <= options.Value.StepSeconds))
            return;
        _standings[run.Id] = standing with { IsTold = true };
        await Tell(
            run,
            NotificationKind.Stalled,
            isSilent
                ? $"Its worker has not been heard for {silence.TotalSeconds:0} s."
                : $"It has made no step for {pause.TotalMinutes:0} min."
        );
    }

    private async Task Tell(RunSummary run, NotificationKind kind, string text, int runs = 1)
    {
        var now = Time.GetUtcNow();
        var notification = new Notification(
            Guid.CreateVersion7(now),
            run.OwnerId,
            kind,
            run.Id,
            run.Name,
            run.ExperimentName,
            text,
            now,
            IsRead: false
        )
        {
            ExperimentId = run.ExperimentId,
            Runs = runs,
        };
        await notifications.Add(notification);
        await webhooks.Post(notification);
    }

    private static string EndWords(RunSummary run) =>
        run switch
        {
            { StatusDetail: { } detail } => detail,
            { Status: RunStatus.Completed, Result: { } result } => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Completed: test accuracy {result.TestAccuracy:0.0 %}, train accuracy {result.TrainAccuracy:0.0 %}."
            ),
            _ => $"It was {run.Status.ToString().ToLowerInvariant()}.",
        };

    private static string EndWords(IReadOnlyList<RunSummary> all)
    {
        var counts = all.GroupBy(run => run.Status)
            .OrderBy(group => group.Key)
            .Select(group => Sentence.Of($"{group.Count()} {Names<RunStatus>.Of(group.Key)}"));
        return Sentence.Of($"All {all.Count:N0} runs are done: {string.Join(", ", counts)}.");
    }

    private sealed record Standing(int Step, DateTimeOffset Since, bool IsTold);
}
