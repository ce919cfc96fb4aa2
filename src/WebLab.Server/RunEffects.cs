using WebLab.Server.Checkpoints;
using WebLab.Server.Devices.Placements;
using WebLab.Server.LabelAudits;
using WebLab.Server.Live;
using WebLab.Server.Notifications;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Telemetry;
using WebLab.Server.Workers;

namespace WebLab.Server;

/// <summary>All that follows when a run has changed. Each is done by itself, in the order of the changes.</summary>
internal sealed class RunEffects(
    RunChanges changes,
    Scheduler scheduler,
    WorkerSupervisor supervisor,
    CheckpointStore checkpoints,
    LabelVoteStore votes,
    LiveFeed live,
    Notifier notifier,
    PlacementObserver placements
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Follow("starting the next run", scheduler.Follow);
        changes.Follow("resuming a run by itself", scheduler.Resume);
        changes.Follow("seeing to the worker of a run", supervisor.Follow);
        changes.Follow("deleting checkpoints", checkpoints.Follow);
        changes.Follow("deleting votes on labels", votes.Follow);
        changes.Follow("telling browsers", live.Follow, everyChange: true);
        changes.Follow("notifying the owner", notifier.Follow);
        changes.Follow("measuring a run", RunTelemetry.Follow);
        changes.Follow("learning how fast networks train", placements.Follow, everyChange: true);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
