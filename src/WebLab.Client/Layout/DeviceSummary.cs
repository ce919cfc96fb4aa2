using WebLab.Contracts.Devices;

namespace WebLab.Client.Layout;

/// <summary>What the machine is doing, in the few words that the bar has room for.</summary>
public static class DeviceSummary
{
    /// <summary>The machine: its GPU by name, or the CPU however many workers share it.</summary>
    public static string Machine(IReadOnlyList<DeviceInfo> devices)
    {
        var gpus = devices.Where(device => device.IsGpu()).ToList();
        if (gpus.Count == 0)
            return "CPU";
        var name = gpus[0].Name.Split(',')[0];
        return gpus.Count == 1 ? name : $"{gpus.Count} × {name}";
    }

    /// <summary>How busy it is; what a run does there, a training or an analysis, is not told apart.</summary>
    public static string State(IReadOnlyList<DeviceInfo> devices)
    {
        var busy = devices.Sum(device => Math.Max(device.RunIds.Count, device.RunId is null ? 0 : 1));
        return busy == 0 ? "idle" : $"{busy} {(busy == 1 ? "run" : "runs")} at work";
    }
}
