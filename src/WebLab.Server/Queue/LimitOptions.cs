using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Queue;

/// <summary>What one person may have of the lab; null for no limit.</summary>
public sealed class LimitOptions
{
    /// <summary>Runs that train at a time; further ones wait although a device is free.</summary>
    [Range(1, 1_000, ErrorMessage = "Limits:Running must be a whole number from 1 to 1000.")]
    public int? Running { get; set; }

    /// <summary>Runs that wait in the queue.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:Queued must be a whole number from 1 to 1000000.")]
    public int? Queued { get; set; } = 10_000;

    /// <summary>Hours of devices in any seven days.</summary>
    [Range(0.00001, 100_000, ErrorMessage = "Limits:DeviceHoursPerWeek must be 0.00001 to 100000.")]
    public double? DeviceHoursPerWeek { get; set; }
}
