using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;

namespace WebLab.Server.Queue;

/// <summary>When queued runs are expected to start: the queue played through on the devices, with the speeds that were measured on
/// them.</summary>
public static class StartEstimate
{
    /// <summary>Expected seconds of what is left of a run on a device.</summary>
    public static double SecondsLeft(RunSummary run, DeviceInfo device)
    {
        var whole = Throughput.Seconds(run.Spec, device);
        return run is { Checkpoint: { } checkpoint, Progress: { Steps: > 0 } progress }
            ? whole * Math.Max(0, 1 - ((double)checkpoint.Step / progress.Steps))
            : whole;
    }

    /// <summary>The expected start of each run of the queue.</summary>
    /// <param name="order">The queue in its order.</param>
    /// <param name="devices">The devices; one that several runs share stands here so many times.</param>
    /// <param name="freeAt">When each of them is expected to be free.</param>
    public static IReadOnlyList<DateTimeOffset?> Of(
        IReadOnlyList<RunSummary> order,
        IReadOnlyList<DeviceInfo> devices,
        IReadOnlyList<DateTimeOffset> freeAt
    )
    {
        var free = freeAt.ToArray();
        return
        [
            .. order.Select(run =>
            {
                var fitting = Enumerable
                    .Range(0, devices.Count)
                    .Where(i =>
                        (run.Place is null || run.Place == devices[i].Place)
                        && (devices[i].MemoryBytes is not { } memory || MemoryNeed.Bytes(run.Spec, devices[i].IsGpu(), memory) <= memory)
                    )
                    .ToList();
                if (fitting.Count == 0)
                    return (DateTimeOffset?)null;
                var next = fitting.MinBy(i => free[i]);
                var start = free[next];
                free[next] += TimeSpan.FromSeconds(SecondsLeft(run, devices[next]));
                return start;
            }),
        ];
    }
}
