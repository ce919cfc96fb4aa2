using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using WebLab.Server.Devices;
using WebLab.Server.Workers;

namespace WebLab.Server.Health;

internal sealed class WorkerHealth(IOptions<WorkerOptions> options, DeviceBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !File.Exists(options.Value.Find())
                ? HealthCheckResult.Unhealthy("The worker's program is gone from its place; no run can start.")
            : board.Devices.Count == 0 ? HealthCheckResult.Unhealthy("There is no device to train on.")
            : HealthCheckResult.Healthy(
                $"The worker is there, and {board.Devices.Count} {(board.Devices.Count == 1 ? "device" : "devices")} to train on."
            )
        );
}
