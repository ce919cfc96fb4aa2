using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Security;

/// <summary>How much one caller may ask for. In single-user mode there are no such limits.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests a minute of one person, or of one address that has not logged in.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestsAMinute must be 1 to 1,000,000.")]
    public int RequestsAMinute { get; set; } = 3_000;

    /// <summary>Launches a minute of one person.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:LaunchesAMinute must be 1 to 1,000,000.")]
    public int LaunchesAMinute { get; set; } = 30;

    /// <summary>Attempts a minute, from one address, to log in or to use a link.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:LogInsAMinute must be 1 to 1,000,000.")]
    public int LogInsAMinute { get; set; } = 20;

    /// <summary>Open hub connections of one person.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:ConnectionsAPerson must be 1 to 1,000,000.")]
    public int ConnectionsAPerson { get; set; } = 50;
}
