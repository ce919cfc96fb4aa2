using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Devices;

/// <summary>How this machine is shared by runs.</summary>
public sealed class DeviceOptions
{
    /// <summary>How many workers share the processor's cores, in equal parts; null for as many as end a sweep soonest on a machine without
    /// a GPU and none beside one.</summary>
    [Range(0, 64, ErrorMessage = "Scheduler:CpuWorkers must be a whole number from 0 to 64.")]
    public int? CpuWorkers { get; set; }

    /// <summary>How many runs may share a device as far as its memory goes; 1 gives each run a device of its own.</summary>
    [Range(1, 64, ErrorMessage = "Scheduler:RunsPerDevice must be a whole number from 1 to 64.")]
    public int RunsPerDevice { get; set; } = 1;

    /// <summary>The machine's memory that runs on its processor may take together, in megabytes; null for all that it has.</summary>
    [Range(1, 100_000_000, ErrorMessage = "Scheduler:CpuMemoryMegabytes must be a whole number from 1 to 100000000.")]
    public long? CpuMemoryMegabytes { get; set; }
}
