using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;

namespace WebLab.Server.Devices;

/// <summary>Which runs have which device, and which has room for one more.</summary>
public sealed class DeviceBoard(IReadOnlyList<Device> devices)
{
    private readonly Lock _gate = new();
    private readonly List<(Device Device, Guid RunId, long Bytes)> _taken = [];

    public IReadOnlyList<Device> Devices { get; } = devices;

    public Device? Find(string deviceId) => Devices.FirstOrDefault(device => device.Id == deviceId);

    /// <summary>The devices whose memory is enough for a run when nothing else is there.</summary>
    public IReadOnlyList<Device> Fitting(RunSummary run) =>
        [.. Devices.Where(device => device.MemoryBytes is not { } memory || Need(run, device) <= memory)];

    /// <summary>A device that can take a run now, of those asked about.</summary>
    public Device? Free(RunSummary run, IEnumerable<Device> asked)
    {
        lock (_gate)
            return asked.FirstOrDefault(device =>
                HoldersOf(device) < device.MaxRuns && (device.MemoryBytes is not { } memory || UsedOf(device) + Need(run, device) <= memory)
            );
    }

    public void Take(string deviceId, RunSummary run)
    {
        if (Find(deviceId) is not { } device)
            return;
        lock (_gate)
            _taken.Add((device, run.Id, Need(run, device)));
    }

    public void Release(string deviceId, Guid runId)
    {
        lock (_gate)
        {
            var taken = _taken.FindIndex(use => use.Device.Id == deviceId && use.RunId == runId);
            if (taken >= 0)
                _taken.RemoveAt(taken);
        }
    }

    public IReadOnlyList<DeviceInfo> Infos()
    {
        lock (_gate)
            return [.. Devices.Select(Info)];
    }

    private static long Need(RunSummary run, Device device) => MemoryNeed.Bytes(run.Spec, device.IsGpu);

    private DeviceInfo Info(Device device)
    {
        Guid[] runs = [.. _taken.Where(use => use.Device.Id == device.Id).Select(use => use.RunId)];
        return new(device.Id, device.Name, device.Threads, runs.Length > 0 ? runs[0] : null)
        {
            RunIds = runs,
            MemoryBytes = device.MemoryBytes,
        };
    }

    private int HoldersOf(Device device) => _taken.Count(use => use.Device.Id == device.Id);

    // The parts of the processor share the machine's memory.
    private long UsedOf(Device device) =>
        _taken.Where(use => device.IsGpu ? use.Device.Id == device.Id : !use.Device.IsGpu).Sum(use => use.Bytes);
}
