namespace WebLab.Contracts.Devices;

/// <summary>Something that workers train on.</summary>
/// <param name="Id">For example <c>cpu-0</c> or <c>cuda-0</c>.</param>
/// <param name="Name">Its name on the screen.</param>
/// <param name="Threads">Threads that a worker computes with there; of a processor whose cores are shared by what was measured, where
/// nothing was.</param>
/// <param name="RunId">The run that it trains, the first where it is shared; empty for another person's private one; null for none.</param>
public sealed record DeviceInfo(string Id, string Name, int Threads, Guid? RunId)
{
    /// <summary>Training images a second of each network on this kind of device: of its last four completed runs the fastest, since some
    /// may have shared the device.</summary>
    public IReadOnlyDictionary<string, double> ImagesPerSecond { get; init; } = new Dictionary<string, double>();

    /// <summary>All the runs that it trains, several where it is shared; empty ids for other people's private ones.</summary>
    public IReadOnlyList<Guid> RunIds { get; init; } = [];

    /// <summary>Bytes that runs may take of its memory; the parts of a processor share the machine's. Null when it is not told.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Where its workers run, which a launch may ask for: <see cref="Here"/>, or a cluster's.</summary>
    public string Place { get; init; } = Here;

    /// <summary>Whether runs train on a GPU there, on a cluster.</summary>
    public bool HasGpu { get; init; }

    /// <summary>The number formats that networks can be trained in there (<see cref="Specs.PrecisionName"/>); all of them where it is not
    /// known, as on a cluster's nodes.</summary>
    public IReadOnlyList<string> Precisions { get; init; } = Specs.PrecisionName.All;

    /// <summary>Of a processor whose cores runs share as they need them, how many it has; 0 for every other device.</summary>
    public int Cores { get; init; }

    /// <summary>How fast networks train on those cores, by threads and by runs side by side; none where they were not asked for.</summary>
    public IReadOnlyList<PlacementTable> Placements { get; init; } = [];

    /// <summary>The network that is being measured there; null for none.</summary>
    public string? Measuring { get; init; }

    /// <summary>What was wrong with the last measurement there, a sentence or two; null for nothing.</summary>
    public string? MeasuringFault { get; init; }

    /// <summary>The place that is the server's own machine.</summary>
    public const string Here = "local";

    /// <summary>Whether it is a GPU.</summary>
    public bool IsGpu() => HasGpu || Id.StartsWith("cuda", StringComparison.Ordinal);
}

/// <summary>How busy a device is now. What the system does not tell is null.</summary>
/// <param name="DeviceId">The device; for the processor, which workers share, the first of its parts.</param>
/// <param name="Name">Its name on the screen.</param>
/// <param name="Utilisation">The share of its time spent computing, 0 to 1.</param>
/// <param name="MemoryUsed">Bytes of its memory in use.</param>
/// <param name="MemoryTotal">Bytes of its memory in all.</param>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="Users">The runs trained on it.</param>
public sealed record DeviceUse(
    string DeviceId,
    string Name,
    double? Utilisation,
    long? MemoryUsed,
    long? MemoryTotal,
    double? Temperature,
    IReadOnlyList<DeviceUser> Users
)
{
    /// <summary>Of a cluster: how many jobs it has, and what is wrong with it, in a sentence; null for a device of this machine.</summary>
    public string? Jobs { get; init; }

    /// <summary>Whether a network is measured there, so that no run starts.</summary>
    public bool IsMeasured { get; init; }
}

/// <summary>A run that has a device.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentName">Its experiment's name.</param>
/// <param name="WorkerMemory">Bytes that its worker holds of the machine's memory; null when its process is gone.</param>
public sealed record DeviceUser(Guid RunId, string Name, string ExperimentName, long? WorkerMemory);
