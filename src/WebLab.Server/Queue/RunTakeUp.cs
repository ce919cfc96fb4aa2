using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Runs;
using WebLab.Server.Workers;

namespace WebLab.Server.Queue;

/// <summary>Sees runs through the start and the end of the server.</summary>
internal sealed class RunTakeUp(
    RunStore runs,
    WorkerSupervisor supervisor,
    WorkerDrain drain,
    RunLifecycle lifecycle,
    BackgroundTasks tasks,
    IHostApplicationLifetime lifetime
) : IHostedService
{
    /// <summary>A start does not wait for a disk that is full.</summary>
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(3),
        PatienceAtStop = TimeSpan.FromSeconds(3);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything stops, and once: the host's own stop waits at the lock that this callback is called under, so nothing may drain
        // on its way there as well. The hubs hear of the end by the same token, and the last to register is called first: they stay open
        // for
        // the workers' last words.
        lifetime.ApplicationStopping.Register(() => drain.Run().GetAwaiter().GetResult());
        var interrupted = runs.All().Where(run => run.Status.IsActive() && !supervisor.TakeUp(run)).ToList();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tasks.Start(
            "taking up the runs of an earlier server",
            async () =>
            {
                foreach (var run in interrupted)
                    await supervisor.Interrupt(run.Id);
                foreach (var run in runs.All().Where(Scheduler.IsToResume))
                    await lifecycle.Resume(run.Id);
                done.SetResult();
            }
        );
        await Task.WhenAny(done.Task, Task.Delay(PatienceAtStart, TimeProvider.System, cancellationToken));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await supervisor.Stop();
        await tasks.Finish(PatienceAtStop);
    }
}
