using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Kernels;

/// <summary>The arithmetic of a kernel solution, for the expected time.</summary>
public static class KernelCost
{
    // 6x6 patches at 23x23 places.
    private const double MultiplyAddsPerFilterAndChannel = 36 * 23 * 23;

    // Sustained multiply-adds a second of one thread: double precision matrices, and single precision convolutions.
    private const double MatrixRate = 8e9,
        ConvolutionRate = 12e9;

    /// <summary>Expected seconds on a CPU.</summary>
    /// <param name="spec">A spec of a kernel.</param>
    /// <param name="threads">Threads that compute.</param>
    public static double Seconds(RunSpec spec, int threads)
    {
        ArgumentNullException.ThrowIfNull(spec);
        double images = spec.TrainSize,
            all = images + spec.TestSize,
            features = KernelFacts.FeatureCount(spec);
        var unknowns = KernelFacts.IsPrimal(spec) ? features : images;
        var matrices =
            (KernelFacts.IsPrimal(spec) ? images * features * features : images * all * features) + (unknowns * unknowns * unknowns / 6);
        var filtered = spec.Model.HasFilters()
            ? all * spec.Kernel.Filters * DatasetFacts.Of(spec.Dataset).Channels * MultiplyAddsPerFilterAndChannel
            : 0;
        return ((matrices / MatrixRate) + (filtered / ConvolutionRate)) / threads;
    }
}
