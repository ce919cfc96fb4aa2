namespace WebLab.Server.Background;

/// <summary>A loop for the life of the server that one failure does not end.</summary>
/// <param name="doing">What it does, as its log says it: <c>sending webhooks</c>.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of each turn that failed.</param>
public abstract class GuardedLoop(string doing, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromSeconds(30);

    protected TimeProvider Time { get; } = time;

    protected ILogger Logger { get; } = logger;

    /// <summary>Waits for work, then does it once.</summary>
    protected abstract Task Turn(CancellationToken stop);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeat(doing, Turn, Time, Logger, stoppingToken);

    /// <summary>Takes turns until it is stopped. A turn that fails is logged, and the next one comes after a pause, which doubles from 1 s
    /// to 30 s with each failure in a row.</summary>
    public static async Task Repeat(
        string doing,
        Func<CancellationToken, Task> turn,
        TimeProvider time,
        ILogger logger,
        CancellationToken stop
    )
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await turn(stop);
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.LogError(error, "{Doing} failed; it goes on in {Seconds} s.", doing, pause.TotalSeconds);
                await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = Longer(pause);
            }
        }
    }

    /// <summary>Does a thing that must be done: again, with the same pauses, until it has succeeded or the server stops.</summary>
    public static async Task Insist(string doing, Func<Task> thing, TimeProvider time, ILogger logger, CancellationToken stop)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                await thing();
                return;
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                logger.LogError(error, "{Doing} failed; it is tried again in {Seconds} s.", doing, pause.TotalSeconds);
            }
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
