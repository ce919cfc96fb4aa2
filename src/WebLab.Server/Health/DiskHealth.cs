using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebLab.Server.Storage;

namespace WebLab.Server.Health;

internal sealed class DiskHealth(DiskRoom room) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            room.Problem is { } problem
                ? HealthCheckResult.Unhealthy($"{problem} Runs are held and launches refused until there is room.")
                : HealthCheckResult.Healthy($"{DiskSpace.Text(room.Free)} are free.")
        );
}
