using LiteDB;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebLab.Server.Storage;

namespace WebLab.Server.Health;

/// <summary>Writes one small document, as every launch and every point does. Asked often, it answers from the last second.</summary>
internal sealed class DatabaseHealth(LabDatabase database, DiskRoom room, TimeProvider time) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1),
        Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private (long At, HealthCheckResult Result)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) > Fresh)
                _last = last = (time.GetTimestamp(), await Try());
            return last.Result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<HealthCheckResult> Try()
    {
        // A write that fails for want of room makes the database open its file anew, under whoever reads.
        if (room.IsLow)
            return HealthCheckResult.Unhealthy("It is not tried while the disk is full.");
        try
        {
            var began = time.GetTimestamp();
            await database
                .Write(tx =>
                {
                    tx.Collection("health").Upsert(new BsonDocument { ["_id"] = "ready", ["at"] = time.GetUtcNow().UtcDateTime });
                })
                .WaitAsync(Patience, time);
            return HealthCheckResult.Healthy(
                string.Create(null, $"A small write took {time.GetElapsedTime(began).TotalMilliseconds:0} ms.")
            );
        }
        catch (DiskFullException full)
        {
            return HealthCheckResult.Unhealthy(full.Message);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"A small write was not done within {Patience.TotalSeconds} s.");
        }
        catch (Exception error) when (error is LiteException or IOException or ObjectDisposedException)
        {
            return HealthCheckResult.Unhealthy(
                "The database takes no writes; the server's log tells more, and ./weblab doctor checks it.",
                error
            );
        }
    }
}
