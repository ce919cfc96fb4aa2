namespace WebLab.Server.Telemetry;

public sealed class TelemetryOptions
{
    /// <summary>Who reads /metrics shows it as a bearer token; without one the metrics are closed.</summary>
    public string? MetricsToken { get; set; }
}
