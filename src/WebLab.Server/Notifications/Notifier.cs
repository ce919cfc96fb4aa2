using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Runs;
using WebLab.Server.Runs;

namespace WebLab.Server.Notifications;

/// <summary>Tells the owners of runs when these end, fail or stall.</summary>
internal sealed class Notifier(
    RunStore runs,
    NotificationStore notifications,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<Notifier> logger
) : BackgroundService
{
    private static readonly TimeSpan MostBetweenLooks = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Standing> _standings = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        runs.Changed += Follow;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var half = TimeSpan.FromSeconds(Math.Min(options.Value.SilentSeconds, options.Value.StepSeconds) / 2);
        using var timer = new PeriodicTimer(half < MostBetweenLooks ? half : MostBetweenLooks, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var run in runs.All().Where(run => run.Status.IsActive()))
                    Look(run);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private void Follow(RunSummary? before, RunSummary? after)
    {
        if (after is not null && before is not null && after.Status != before.Status && after.Status.HasEnded())
            Tell(
                after,
                after.Status is RunStatus.Failed or RunStatus.Interrupted ? NotificationKind.Failed : NotificationKind.Ended,
                EndWords(after)
            );
        if (after?.Status.IsActive() != true)
            _standings.TryRemove((after ?? before)!.Id, out _);
    }

    // Once a stall: told again only when the run has gone on since.
    private void Look(RunSummary run)
    {
        var now = time.GetUtcNow();
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
        Tell(
            run,
            NotificationKind.Stalled,
            isSilent
                ? $"Its worker has not been heard for {silence.TotalSeconds:0} s."
                : $"It has made no step for {pause.TotalMinutes:0} min."
        );
    }

    private void Tell(RunSummary run, NotificationKind kind, string text)
    {
        var now = time.GetUtcNow();
        var adding = notifications.Add(
            new(Guid.CreateVersion7(now), run.OwnerId, kind, run.Id, run.Name, run.ExperimentName, text, now, IsRead: false)
        );
        adding.ContinueWith(
            failed => logger.LogError(failed.Exception, "A notification could not be stored."),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
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

    private sealed record Standing(int Step, DateTimeOffset Since, bool IsTold);
}
