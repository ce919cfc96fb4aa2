using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Science.Devices;

/// <summary>The memory that a run is expected to need at its peak, known before it is launched; an estimate from above.</summary>
public static class MemoryNeed
{
    // The runtime and libtorch on a machine; a CUDA context, cuDNN's and cuBLAS's workspaces on a GPU.
    private const long MachineBase = 320_000_000,
        GpuBase = 1_200_000_000;

    // Evaluation keeps no activation, but the largest two layers of its batch are there at a time.
    private const int CpuEvaluationBatch = 128,
        GpuEvaluationBatch = 2_048;

    // Batches that are there at a time where examples stay in their files: read ahead for training and for evaluation, and on their way.
    private const int StreamedBatches = 6;

    /// <summary>The bytes that a run takes of its device: of the machine's memory, or of a GPU's own.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="isGpu">Whether the device is a GPU.</param>
    /// <param name="memory">Bytes that the device has; null where that is not known.</param>
    public static long Bytes(RunSpec spec, bool isGpu, long? memory)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var unknown = isGpu ? GpuBase : MachineBase;
        // A queued run whose data set or extension is gone is let through to the worker, which says in a sentence what it lacks.
        if (DatasetFacts.Find(spec.Dataset) is not { } facts)
            return unknown;
        if (spec.Analysis is null && spec.Model.IsKernel())
            return KernelMemory.Bytes(spec);
        if (spec.Analysis is not null)
            return MachineBase + AnalysisSize.Count(spec, job => job.Memory) + Images(spec, facts, isGpu);
        if (Network(spec, facts, isGpu) is not { } network)
            return unknown;
        return network + (IsStreamed(spec, isGpu, memory) ? Batches(spec, facts, isGpu) : Images(spec, facts, isGpu));
    }

    /// <summary>The bytes that a training would take of its device with its examples in memory, whether there is room for them or not; null
    /// where its network is not known.</summary>
    /// <param name="spec">A checked spec of a network.</param>
    /// <param name="isGpu">Whether the device is a GPU.</param>
    public static long? HeldBytes(RunSpec spec, bool isGpu)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var facts = DatasetFacts.Of(spec.Dataset);
        return Network(spec, facts, isGpu) + Images(spec, facts, isGpu);
    }

    /// <summary>Whether a training leaves its examples in their files and reads them while it trains, since held in memory they would be
    /// more than there is, or than an array holds.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="isGpu">Whether the device is a GPU.</param>
    /// <param name="memory">Bytes that the device has; null where that is not known.</param>
    public static bool IsStreamed(RunSpec spec, bool isGpu, long? memory)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Analysis is not null || spec.Model.IsKernel())
            return false;
        var facts = DatasetFacts.Of(spec.Dataset);
        return (long)Math.Max(spec.TrainSize, TestSize(spec, facts)) * facts.Height * facts.Width * facts.Channels > Array.MaxLength
            || (memory is { } most && Network(spec, facts, isGpu) is { } network && network + Images(spec, facts, isGpu) > most);
    }

    /// <summary>What is wrong with running a spec on a device, one sentence with both figures, or null.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="devices">The devices; the run needs to fit one of them.</param>
    public static SpecProblem? Problem(RunSpec spec, IReadOnlyList<DeviceInfo> devices)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(devices);
        if (
            devices.Count == 0
            || devices.Any(device => device.MemoryBytes is null || Bytes(spec, device.IsGpu(), device.MemoryBytes) <= device.MemoryBytes)
        )
            return null;
        var roomiest = devices.MaxBy(device => device.MemoryBytes)!;
        var bytes = Bytes(spec, roomiest.IsGpu(), roomiest.MemoryBytes);
        // An analysis has no batches, and its network, where it has one, is its own.
        if (spec.Analysis is not null)
            return new(
                "trainSize",
                Sentence.Of(
                    $"{JobKinds.Of(spec).Title} needs about {Gigabytes(bytes)} of memory for trainSize {spec.TrainSize:N0} of "
                        + $"{DatasetFacts.Of(spec.Dataset).Title}; the roomiest device, {roomiest.Name}, has "
                        + $"{Gigabytes(roomiest.MemoryBytes!.Value)}: take a smaller trainSize, which looks at the first examples alone."
                )
            );
        return new(
            "batchSize",
            Sentence.Of(
                $"The run needs about {Gigabytes(bytes)} of memory with {spec.Model}, "
                    + $"batchSize {spec.BatchSize:N0} and trainSize {spec.TrainSize:N0}; the roomiest device, {roomiest.Name}, has "
                    + $"{Gigabytes(roomiest.MemoryBytes!.Value)}."
            )
        );
    }

    /// <summary>All that a training takes besides its images; null where its network is not known.</summary>
    private static long? Network(RunSpec spec, DatasetFacts facts, bool isGpu)
    {
        if (LabCatalogue.FindModel(spec.Model)?.Size is not { } size)
            return null;
        var shape = new InputShape(facts.InputHeight, facts.InputWidth, facts.Channels);
        var loss = LabCatalogue.FindLoss(spec.Loss.Kind);
        // Weights, gradients and momenta, and what the loss keeps.
        var network = (loss?.Networks ?? 1) * 3 * Count(size.Parameters) * sizeof(float);
        network += loss is null ? 0 : LossNumbers(loss.State) * sizeof(float);
        var (kept, largest) = (Count(size.Kept), Count(size.Largest));
        var step = (loss?.Networks ?? 1) * kept * Math.Min(spec.BatchSize, spec.TrainSize) * sizeof(float);
        var evaluation = 2 * largest * (isGpu ? GpuEvaluationBatch : CpuEvaluationBatch) * sizeof(float);
        return (isGpu ? GpuBase : MachineBase) + network + Math.Max(step, evaluation);

        long Count(string formula) => LabCatalogue.Count(formula, spec, shape, facts.Classes.Count);

        long LossNumbers(string formula) =>
            NetworkSize.Count(
                formula,
                shape,
                facts.Classes.Count,
                name => name == "examples" ? spec.TrainSize : throw new FormatException($"A loss's state has no {name}.")
            );
    }

    /// <summary>
    /// The images: on the device once as floats, and again uncropped where they are augmented; in the machine's memory also as they were
    /// read and as they passed through cropping and whitening.
    /// </summary>
    private static long Images(RunSpec spec, DatasetFacts facts, bool isGpu)
    {
        var (testSize, whole) = (TestSize(spec, facts), WholeImage(facts));
        var cropped = (long)facts.InputHeight * facts.InputWidth * facts.Channels * sizeof(float);
        var onDevice = ((spec.TrainSize + testSize) * cropped) + (spec.Regularisers.Augments() ? spec.TrainSize * whole : 0);
        return isGpu ? 2 * onDevice : onDevice + ((spec.TrainSize + testSize) * (whole + (3 * cropped)));
    }

    /// <summary>The images of the batches in hand, and what is there of each example besides: labels, orders, predictions.</summary>
    private static long Batches(RunSpec spec, DatasetFacts facts, bool isGpu)
    {
        const int AnExample = 64;
        var batch = Math.Max(spec.BatchSize, isGpu ? GpuEvaluationBatch : CpuEvaluationBatch);
        return (StreamedBatches * batch * WholeImage(facts)) + ((spec.TrainSize + TestSize(spec, facts)) * AnExample);
    }

    private static int TestSize(RunSpec spec, DatasetFacts facts) => Math.Min(spec.TestSize, facts.TestCount);

    private static long WholeImage(DatasetFacts facts) => (long)facts.Height * facts.Width * facts.Channels * sizeof(float);

    private static string Gigabytes(long bytes) => Sentence.Of($"{bytes / 1e9:0.0} GB");
}
