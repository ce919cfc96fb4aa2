using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;
using WebLab.Science.Models;
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

    /// <summary>The bytes that a run takes of its device: of the machine's memory, or of a GPU's own.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="isGpu">Whether the device is a GPU.</param>
    public static long Bytes(RunSpec spec, bool isGpu)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Model.IsKernel())
            return KernelMemory.Bytes(spec);
        var facts = DatasetFacts.Of(spec.Dataset);
        var testSize = Math.Min(spec.TestSize, facts.TestCount);
        // Weights, gradients and momenta.
        var network = 3L * ModelFacts.Of(spec.Model).Parameters * sizeof(float);
        var (kept, largest) = Activations(spec.Model);
        var step = kept * Math.Min(spec.BatchSize, spec.TrainSize) * sizeof(float);
        var evaluation = 2 * largest * (isGpu ? GpuEvaluationBatch : CpuEvaluationBatch) * sizeof(float);
        return (isGpu ? GpuBase : MachineBase) + network + Math.Max(step, evaluation) + Images(spec, facts, testSize, isGpu);
    }

    /// <summary>What is wrong with running a spec on a device, one sentence with both figures, or null.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="devices">The devices; the run needs to fit one of them.</param>
    public static SpecProblem? Problem(RunSpec spec, IReadOnlyList<DeviceInfo> devices)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(devices);
        if (devices.Count == 0 || devices.Any(device => device.MemoryBytes is null || Bytes(spec, device.IsGpu()) <= device.MemoryBytes))
            return null;
        var roomiest = devices.MaxBy(device => device.MemoryBytes)!;
        return new(
            "batchSize",
            Sentence.Of(
                $"The run needs about {Gigabytes(Bytes(spec, roomiest.IsGpu()))} of memory with {spec.Model}, "
                    + $"batchSize {spec.BatchSize:N0} and trainSize {spec.TrainSize:N0}; the roomiest device, {roomiest.Name}, has "
                    + $"{Gigabytes(roomiest.MemoryBytes!.Value)}."
            )
        );
    }

    /// <summary>
    /// Numbers that a step keeps of one image (activations, and the gradients in flight), and the largest pair of layers. Measured on a CPU
    /// as
    /// the growth of the worker's memory with its batch, plus a tenth: 1.22 million for small Inception, 0.87 without batch norm, 0.26 for
    /// AlexNet.
    /// </summary>
    private static (long Kept, long Largest) Activations(string model) =>
        model switch
        {
            ModelName.SmallInception => (1_350_000, 200_000),
            ModelName.SmallInceptionNoBn => (950_000, 200_000),
            ModelName.SmallAlexnet => (290_000, 110_000),
            ModelName.Mlp3x512 => (10_000, 4_000),
            ModelName.Mlp1x512 => (7_000, 3_000),
            _ => (6_000, 2_500),
        };

    /// <summary>
    /// The images: on the device once as floats, and again uncropped where they are augmented; in the machine's memory also as they were
    /// read
    /// and as they passed through cropping and whitening.
    /// </summary>
    private static long Images(RunSpec spec, DatasetFacts facts, int testSize, bool isGpu)
    {
        long cropped = DatasetFacts.CropSize * DatasetFacts.CropSize * facts.Channels * sizeof(float),
            whole = (long)facts.Height * facts.Width * facts.Channels * sizeof(float);
        var onDevice = ((spec.TrainSize + testSize) * cropped) + (spec.Regularisers.Augments() ? spec.TrainSize * whole : 0);
        return isGpu ? 2 * onDevice : onDevice + ((spec.TrainSize + testSize) * (whole + (3 * cropped)));
    }

    private static string Gigabytes(long bytes) => Sentence.Of($"{bytes / 1e9:0.0} GB");
}
