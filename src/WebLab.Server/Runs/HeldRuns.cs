using WebLab.Contracts.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>Says on the active runs that they are held while the disk is full.</summary>
internal sealed class HeldRuns(RunStore runs, DiskRoom room, ILogger<HeldRuns> logger) : IHostedService
{
    private const string Held = "Held: ";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        room.Changed += () => _ = Tell();
        await Tell();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Tell()
    {
        var detail = room.Problem is { } problem
            ? $"{Held}{char.ToLowerInvariant(problem[0])}{problem[1..]} It goes on by itself when there is room."
            : null;
        foreach (var run in runs.All().Where(run => run.Status.IsActive()))
        {
            try
            {
                await runs.Change(
                    run.Id,
                    now =>
                        now.Status.IsActive() && IsOurs(now.StatusDetail) && now.StatusDetail != detail
                            ? now with
                            {
                                StatusDetail = detail,
                            }
                            : null
                );
            }
            catch (DiskFullException full)
            {
                logger.LogDebug(full, "There is no room even for the word that there is none.");
                return;
            }
        }
    }

    private static bool IsOurs(string? detail) => detail is null || detail.StartsWith(Held, StringComparison.Ordinal);
}
