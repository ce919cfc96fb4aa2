using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;

namespace WebLab.Server.Devices;

/// <summary>Which runs have which device, and which has room for one more.</summary>
public sealed class DeviceBoard(Func<IReadOnlyList<Device>> devices)
{
    private readonly Lock _gate = new();
    private readonly List<(Device Device, Guid RunId, long Bytes)> _taken = [];

    public DeviceBoard(IReadOnlyList<Device> devices)
        : this(() => devices) { }

    /// <summary>Those of this machine first. A cluster comes and goes with its settings.</summary>
    public IReadOnlyList<Device> Devices => devices();

    public Device? Find(string deviceId) => Devices.FirstOrDefault(device => device.Id == deviceId);

    /// <summary>Whether there is a device at that place; null is anywhere.</summary>
    public bool Has(string? place) => place is null || Devices.Any(device => device.Launcher == place);

    /// <summary>The devices where a run may be trained, whose memory is enough for it when nothing else is there.</summary>
    public IReadOnlyList<Device> Fitting(RunSummary run) =>
        [
            .. Devices.Where(device =>
                (run.Place is null || device.Launcher == run.Place) && (device.MemoryBytes is not { } memory || Need(run, device) <= memory)
            ),
        ];

    /// <summary>A device that can take a run now, of those asked about.</summary>
    public Device? Free(RunSummary run, IEnumerable<Device> asked)
    {
        lock (_gate)
            return asked.FirstOrDefault(device => HoldersOf(device) < device.MaxRuns && HasRoom(run, device));
    }

    /// <summary>
    /// A part of the processor that a run shares with another one now, of those asked about. Runs of about the same length, two on each
    /// part but one at least, end sooner side by side than when the last of them has one part for itself and the others stand idle.
    /// </summary>
    /// <param name="run">One that no device is free for.</param>
    /// <param name="asked">The devices that it may have.</param>
    /// <param name="countWaiting">How many runs wait, it among them, counted up to a number.</param>
    public Device? Shared(RunSummary run, IEnumerable<Device> asked, Func<int, int> countWaiting)
    {
        lock (_gate)
        {
            var parts = Devices.Where(device => device.SharesLast).ToList();
            var room = (2 * parts.Count) - 1 - parts.Sum(HoldersOf);
            return room > 0 && countWaiting(room + 1) <= room
                ? asked.FirstOrDefault(device => device.SharesLast && HoldersOf(device) < 2 && HasRoom(run, device))
                : null;
        }
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

    private static long Need(RunSummary run, Device device) => MemoryNeed.Bytes(run.Spec, device.IsGpu, device.MemoryBytes);

    private DeviceInfo Info(Device device)
    {
        Guid[] runs = [.. _taken.Where(use => use.Device.Id == device.Id).Select(use => use.RunId)];
        return new(device.Id, device.Name, device.Threads, runs.Length > 0 ? runs[0] : null)
        {
            RunIds = runs,
            MemoryBytes = device.MemoryBytes,
            Place = device.Launcher,
            HasGpu = device.IsGpu,
            Precisions = device is { IsHere: true, IsGpu: false } ? ProcessorFacts.Precisions : PrecisionName.All,
        };
    }

    private bool HasRoom(RunSummary run, Device device) =>
        device.MemoryBytes is not { } memory || UsedOf(device) + Need(run, device) <= memory;

    private int HoldersOf(Device device) => _taken.Count(use => use.Device.Id == device.Id);

    // The parts of the processor share the machine's memory; each job of a cluster has its own.
    private long UsedOf(Device device) =>
        !device.IsHere
            ? 0
            : _taken
                .Where(use => device.IsGpu ? use.Device.Id == device.Id : use.Device is { IsHere: true, IsGpu: false })
                .Sum(use => use.Bytes);
}
