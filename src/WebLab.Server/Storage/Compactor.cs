namespace WebLab.Server.Storage;

/// <summary>Looks now and then whether what was deleted is worth a smaller file.</summary>
internal sealed class Compactor(LabDatabase database, TimeProvider time, ILogger<Compactor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await database.Compact();
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    logger.LogWarning(error, "The database could not be made smaller; it is tried again in {Interval}.", Interval);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
