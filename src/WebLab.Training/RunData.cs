using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Devices;

namespace WebLab.Training;

/// <summary>Where what a run works on lies.</summary>
/// <param name="Data">The folder of the data set's files, or their parent; null for the generated set.</param>
/// <param name="Labels">The folder of label files; null for none.</param>
/// <param name="Drawn">A folder that keeps the generated set's images once they are drawn; null to draw them anew.</param>
public sealed record RunFolders(string? Data, string? Labels, string? Drawn = null);

/// <summary>Reads what a run works on: into memory, or, where a training would need more of it than there is, so that the examples stay in
/// their files and are read while it trains. Its curve is the same.</summary>
public static class RunData
{
    /// <summary>Reads and corrupts a run's part of its data set.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="folders">Where it lies.</param>
    /// <param name="device">Where the run is computed.</param>
    /// <param name="memory">Bytes that it may take of the device's memory; null for as much as this machine has.</param>
    /// <param name="log">Hears where the examples stay in their files.</param>
    /// <exception cref="DatasetException">The files are absent or not what they should be.</exception>
    public static CorruptedSet Read(RunSpec spec, RunFolders folders, ComputeDevice device, long? memory, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(log);
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        // What goes to a GPU passes through the machine's memory.
        var isStreamed = device.IsGpu
            ? MemoryNeed.IsStreamed(spec, true, memory) || MemoryNeed.IsStreamed(spec, false, machine)
            : MemoryNeed.IsStreamed(spec, false, memory ?? machine);
        if (!isStreamed)
            return Corruptor.Apply(
                spec,
                DatasetReader.Load(spec.Dataset, folders.Data, spec.TrainSize, spec.TestSize, folders.Drawn),
                folders.Labels
            );
        log(
            Sentence.Of(
                $"The examples stay in their files: in memory the run would take {MemoryNeed.Bytes(spec, device.IsGpu, null) / 1e6:N0} MB, "
                    + $"and it may take {(memory ?? machine) / 1e6:N0} MB."
            )
        );
        return Corruptor.Apply(spec, DatasetReader.Open(spec.Dataset, folders.Data), folders.Labels);
    }
}
