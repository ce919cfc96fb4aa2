using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>Says on the active runs that they are held while the disk is full.</summary>
internal sealed class HeldRuns(RunStore runs, DiskRoom room, TimeProvider time, ILogger<HeldRuns> logger)
    : GuardedLoop("telling that runs are held", time, logger)
{
    private readonly WakeSignal _wake = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        room.Changed += _wake.Give;
        _wake.Give();
        return base.StartAsync(cancellationToken);
    }

    // One after the other: what the newest state of the room asks for is written last.
    protected override async Task Turn(CancellationToken stop)
    {
        await _wake.Wait(Timeout.InfiniteTimeSpan, Time, stop);
        var detail = room.Problem is { } problem
            ? $"Held: {char.ToLowerInvariant(problem[0])}{problem[1..]} It goes on by itself when there is room."
            : null;
        foreach (var run in runs.All().Where(run => run.Status.IsActive()))
        {
            try
            {
                await runs.Change(
                    run.Id,
                    now =>
                        now.Status.IsActive() && IsOurs(now) && now.StatusDetail != detail
                            ? now with
                            {
                                StatusDetail = detail,
                                IsHeld = detail is not null,
                            }
                            : null
                );
            }
            catch (DiskFullException full)
            {
                Logger.LogDebug(full, "There is no room even for the word that there is none.");
                return;
            }
        }
    }

    // Of a run in training nothing else is said, so that what a store from before the mark says of one is taken back too.
    private static bool IsOurs(RunSummary run) => run.IsHeld || run.StatusDetail is null || run.Status == RunStatus.Running;
}
