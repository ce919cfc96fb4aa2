using System.Globalization;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Kernels;

/// <summary>The memory of a kernel solution, known before it is launched: eight bytes an entry, and a square matrix twice.</summary>
public static class KernelMemory
{
    /// <summary>Features that are held at once when a kernel matrix is summed up over parts of them.</summary>
    public const int FeaturesAtOnce = 2_000;

    // libtorch, the runtime and the images.
    private const long Base = 600_000_000;

    /// <summary>The bytes that solving takes at its peak.</summary>
    /// <param name="spec">A spec of a kernel.</param>
    public static long Bytes(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        long images = spec.TrainSize,
            all = images + spec.TestSize,
            features = KernelFacts.FeatureCount(spec);
        return Base
            + (
                KernelFacts.IsPrimal(spec)
                    ? (2 * features * features + all * features) * sizeof(double)
                    : (2 * images * images + spec.TestSize * images + all * Math.Min(features, FeaturesAtOnce)) * sizeof(double)
            );
    }

    /// <summary>What is wrong with solving a spec on a machine, or null; also for networks, which always fit.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="machineBytes">The machine's memory.</param>
    public static SpecProblem? Problem(RunSpec spec, long machineBytes)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!spec.Model.IsKernel() || Bytes(spec) <= machineBytes)
            return null;
        return new(
            "trainSize",
            Text(
                $"trainSize {spec.TrainSize:N0} needs {Gigabytes(Bytes(spec))} of memory with {Names<ModelName>.Of(spec.Model)}; this machine has {Gigabytes(machineBytes)}, which is enough for {Largest(spec, machineBytes):N0}."
            )
        );
    }

    /// <summary>The greatest training-set size that fits, in hundreds.</summary>
    private static int Largest(RunSpec spec, long machineBytes)
    {
        var size = spec.TrainSize / 100 * 100;
        while (size > 0 && Bytes(spec with { TrainSize = size }) > machineBytes)
            size -= 100;
        return size;
    }

    private static string Gigabytes(long bytes) => Text($"{bytes / 1e9:0.0} GB");

    private static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
