using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;

namespace WebLab.Server.Devices;

/// <summary>Which runs have which device, and which has room for one more.</summary>
/// <param name="devices">The devices.</param>
/// <param name="placements">How fast networks train on the cores of a processor that is divided.</param>
public sealed class DeviceBoard(Func<IReadOnlyList<Device>> devices, Func<IReadOnlyList<PlacementTable>>? placements = null)
{
    private readonly Lock _gate = new();

    /// <summary>Each device as its run has it.</summary>
    private readonly List<(Device Device, Guid RunId, Guid ExperimentId, long Bytes)> _taken = [];
    private readonly HashSet<string> _closed = [],
        _starting = [];
    private long _version;

    public DeviceBoard(IReadOnlyList<Device> devices, Func<IReadOnlyList<PlacementTable>>? placements = null)
        : this(() => devices, placements) { }

    /// <summary>Another number whenever a run has come or gone.</summary>
    public long Version => Interlocked.Read(ref _version);

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

    /// <summary>How many runs like this one have room in a device's memory when nothing else is there, at least 1.</summary>
    public static int Most(RunSummary run, Device device) =>
        device.MemoryBytes is { } memory ? (int)Math.Clamp(memory / Math.Max(1, Need(run, device)), 1, int.MaxValue) : int.MaxValue;

    /// <summary>The runs that have a device, each with its threads.</summary>
    public IReadOnlyList<(Guid RunId, int Threads)> Holders(string deviceId)
    {
        lock (_gate)
            return [.. _taken.Where(use => use.Device.Id == deviceId).Select(use => (use.RunId, use.Device.Threads))];
    }

    /// <summary>Keeps a device from runs, unless one has it or is about to.</summary>
    /// <returns>False when it is not closed by this.</returns>
    public bool Close(string deviceId)
    {
        lock (_gate)
            return !_starting.Contains(deviceId) && _taken.All(use => use.Device.Id != deviceId) && _closed.Add(deviceId);
    }

    public void Open(string deviceId)
    {
        lock (_gate)
            _closed.Remove(deviceId);
    }

    public bool IsClosed(string deviceId)
    {
        lock (_gate)
            return _closed.Contains(deviceId);
    }

    /// <summary>A run is about to start on a device, which is not closed until <see cref="EndStart"/>.</summary>
    /// <returns>False when it has been closed meanwhile.</returns>
    public bool BeginStart(string deviceId)
    {
        lock (_gate)
            return !_closed.Contains(deviceId) && _starting.Add(deviceId);
    }

    public void EndStart(string deviceId)
    {
        lock (_gate)
            _starting.Remove(deviceId);
    }

    /// <summary>A device that can take a run now, of those asked about.</summary>
    /// <param name="run">The run.</param>
    /// <param name="asked">The devices, one that is divided with the threads that the run is to have.</param>
    public Device? Free(RunSummary run, IEnumerable<Device> asked)
    {
        lock (_gate)
            return asked.FirstOrDefault(device => HasPlace(run, device) && HasRoom(run, device));
    }

    /// <summary>
    /// A divided processor whose cores a run shares with others now though none is free, of those asked about. Runs of about the same
    /// length, fewer than two for each place but one at least, end sooner all at once than when the last of them leave places empty.
    /// </summary>
    /// <param name="run">One that no device is free for.</param>
    /// <param name="asked">The devices that it may have, as for <see cref="Free"/>.</param>
    /// <param name="countWaiting">How many runs wait, it among them, counted up to a number.</param>
    public Device? Shared(RunSummary run, IEnumerable<Device> asked, Func<int, int> countWaiting)
    {
        lock (_gate)
            return asked.FirstOrDefault(device =>
                device.IsDivided
                && HasRoom(run, device)
                && SharedPlaces(run, device) is > 0 and var places
                && countWaiting(places + 1) <= places
            );
    }

    /// <param name="deviceId">The device.</param>
    /// <param name="run">The run.</param>
    /// <param name="threads">The threads that it has there; 0 for the device's.</param>
    public void Take(string deviceId, RunSummary run, int threads = 0)
    {
        if (Find(deviceId) is not { } device)
            return;
        lock (_gate)
            _taken.Add((threads > 0 ? device with { Threads = threads } : device, run.Id, run.ExperimentId, Need(run, device)));
        Interlocked.Increment(ref _version);
    }

    public void Release(string deviceId, Guid runId)
    {
        lock (_gate)
        {
            var taken = _taken.FindIndex(use => use.Device.Id == deviceId && use.RunId == runId);
            if (taken >= 0)
                _taken.RemoveAt(taken);
        }
        Interlocked.Increment(ref _version);
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
        var threads = device.IsDivided ? RunPlacement.Choose(null, device.Threads, 1).Threads : device.Threads;
        return new(device.Id, device.Name, threads, runs.Length > 0 ? runs[0] : null)
        {
            RunIds = runs,
            Cores = device.IsDivided ? device.Threads : 0,
            Placements = device.IsDivided ? placements?.Invoke() ?? [] : [],
            MemoryBytes = device.MemoryBytes,
            Place = device.Launcher,
            HasGpu = device.IsGpu,
            Precisions = device is { IsHere: true, IsGpu: false } ? ProcessorFacts.Precisions : PrecisionName.All,
        };
    }

    private bool HasPlace(RunSummary run, Device device)
    {
        if (!device.IsDivided)
            return HoldersOf(device) < device.MaxRuns;
        var cores = CoresOf(device);
        var isLarge = IsLarge(device.Threads, cores);
        var taken = _taken
            .Where(use => use.Device.Id == device.Id)
            .Sum(use =>
                isLarge || use.ExperimentId == run.ExperimentId ? use.Device.Threads : RunPlacement.CoresOf(use.Device.Threads, cores)
            );
        // One alone has its place, whatever it has kept.
        return taken == 0 || taken + device.Threads <= cores;
    }

    /// <summary>How many more of the last runs a divided one takes, with fewer than two for each place. Runs of an experiment that have
    /// kept more than half of the cores go one after the other.</summary>
    private int SharedPlaces(RunSummary run, Device device)
    {
        var cores = CoresOf(device);
        var goesAlone =
            IsLarge(device.Threads, cores)
            || _taken.Any(use =>
                use.Device.Id == device.Id && use.ExperimentId == run.ExperimentId && IsLarge(use.Device.Threads, cores)
            );
        return goesAlone ? 0 : (2 * (cores / device.Threads)) - 1 - HoldersOf(device);
    }

    private static bool IsLarge(int threads, int cores) => threads > RunPlacement.CoresOf(threads, cores);

    /// <summary>All of a divided one's, of which a run has its threads.</summary>
    private int CoresOf(Device device) => Find(device.Id)?.Threads ?? device.Threads;

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
