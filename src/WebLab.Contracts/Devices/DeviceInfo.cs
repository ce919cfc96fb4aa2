using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Devices;

/// <summary>Something that one worker at a time trains on.</summary>
/// <param name="Id">For example <c>cpu-0</c> or <c>cuda-0</c>.</param>
/// <param name="Name">Its name on the screen.</param>
/// <param name="Threads">Threads that a worker computes with there.</param>
/// <param name="RunId">The run that it trains, or null.</param>
public sealed record DeviceInfo(string Id, string Name, int Threads, Guid? RunId)
{
    /// <summary>Training images a second of the last completed run of each network on this kind of device.</summary>
    public IReadOnlyDictionary<ModelName, double> ImagesPerSecond { get; init; } = new Dictionary<ModelName, double>();

    /// <summary>Whether it is a GPU.</summary>
    public bool IsGpu() => Id.StartsWith("cuda", StringComparison.Ordinal);
}
