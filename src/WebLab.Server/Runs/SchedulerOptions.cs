using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Runs;

public sealed class SchedulerOptions
{
    /// <summary>How many workers share the processor's cores; null for two on a machine without a GPU and none beside one.</summary>
    [Range(0, 64, ErrorMessage = "Scheduler:CpuWorkers must be a whole number from 0 to 64.")]
    public int? CpuWorkers { get; set; }

    /// <summary>How long a server that stops waits for the checkpoints of its runs, in seconds; 0 does not wait.</summary>
    [Range(0, 25, ErrorMessage = "Scheduler:SecondsToPause must be 0 to 25.")]
    public double SecondsToPause { get; set; } = 10;
}
