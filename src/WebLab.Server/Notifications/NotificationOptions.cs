using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Notifications;

public sealed class NotificationOptions
{
    /// <summary>A worker tells of itself every five seconds; after so many without a word its run is said to have stalled.</summary>
    [Range(1, 86_400, ErrorMessage = "Notifications:SilentSeconds must be 1 to 86400.")]
    public double SilentSeconds { get; set; } = 60;

    /// <summary>A run whose worker speaks but makes no step for so long is said to have stalled; a long evaluation must fit in.</summary>
    [Range(1, 864_000, ErrorMessage = "Notifications:StepSeconds must be 1 to 864000.")]
    public double StepSeconds { get; set; } = 1_800;
}
