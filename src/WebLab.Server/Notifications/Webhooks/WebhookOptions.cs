using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Notifications.Webhooks;

public sealed class WebhookOptions
{
    /// <summary>
    /// Hosts, as HOST or HOST:PORT, that may be called although their address is private: a chat server of the house, for example.
    /// Separated by
    /// semicolons; empty for none.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>Seconds until a delivery that failed is tried again; each further time six times as long.</summary>
    [Range(0.01, 3_600, ErrorMessage = "Webhooks:RetrySeconds must be 0.01 to 3600.")]
    public double RetrySeconds { get; set; } = 10;

    /// <summary>How often a delivery is tried.</summary>
    [Range(1, 20, ErrorMessage = "Webhooks:MaxAttempts must be a whole number from 1 to 20.")]
    public int MaxAttempts { get; set; } = 6;

    /// <summary>Seconds that an address has to answer.</summary>
    [Range(0.1, 120, ErrorMessage = "Webhooks:TimeoutSeconds must be 0.1 to 120.")]
    public double TimeoutSeconds { get; set; } = 10;
}
