using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Runs;

public sealed class SchedulerOptions
{
    /// <summary>How many workers share the processor's cores; null for two on a machine without a GPU and none beside one.</summary>
    [Range(0, 64, ErrorMessage = "Scheduler:CpuWorkers must be a whole number from 0 to 64.")]
    public int? CpuWorkers { get; set; }
}
