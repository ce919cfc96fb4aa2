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
        var reason = WhyStreamed(spec, device.IsGpu, memory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (reason is null)
            return Corruptor.Apply(
                spec,
                DatasetReader.Load(spec.Dataset, folders.Data, spec.TrainSize, spec.TestSize, folders.Drawn),
                folders.Labels
            );
        log($"The examples stay in their files: {reason}.");
        try
        {
            return Corruptor.Apply(spec, DatasetReader.Open(spec.Dataset, folders.Data), folders.Labels);
        }
        // Moments and labels that depend on the image are read from the files here.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The examples could not be read from their files: {error.Message}", error);
        }
    }

    /// <summary>Why the examples stay in their files, for a sentence; null where they need not.</summary>
    private static string? WhyStreamed(RunSpec spec, bool isGpu, long? memory, long machine)
    {
        // What goes to a GPU passes through the machine's memory.
        (bool IsGpu, long? Bytes)[] places = isGpu ? [(true, memory), (false, machine)] : [(false, memory ?? machine)];
        foreach (var (isOfGpu, most) in places)
        {
            if (!MemoryNeed.IsStreamed(spec, isOfGpu, most))
                continue;
            return MemoryNeed.HeldBytes(spec, isOfGpu) is { } held && held > most
                ? Sentence.Of($"in memory the run would take {held / 1e6:N0} MB, and it may take {most / 1e6:N0} MB")
                : "they have more values than an array in memory holds";
        }
        return null;
    }
}
