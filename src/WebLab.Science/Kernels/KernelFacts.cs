using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Science.Kernels;

/// <summary>Which models are kernels, solved in closed form instead of trained, and what each of them asks for.</summary>
public static class KernelFacts
{
    /// <summary>Features of one random filter: the mean of its response over each quarter of the image.</summary>
    public const int FeaturesPerFilter = 4;

    /// <summary>Features under the Gabor filters, a <see cref="SizeFormula"/>: of each channel 8 orientations and 2 wavelengths, at every
    /// whole square of 4x4 pixels.</summary>
    public const string GaborFeatures = "8*2*ceil((rows-3)/4)*ceil((columns-3)/4)*channels";

    /// <summary>Whether the model is a kernel: one system of equations, no epochs and no learning rate.</summary>
    /// <param name="model">The model.</param>
    public static bool IsKernel(this string model) => LabCatalogue.FindModel(model)?.IsKernel == true;

    /// <summary>Whether the model has a gamma: a Gaussian kernel, on pixels or on Gabor features.</summary>
    /// <param name="model">The model.</param>
    public static bool HasGamma(this string model) => Has(model, "gamma");

    /// <summary>Whether the model has random filters.</summary>
    /// <param name="model">The model.</param>
    public static bool HasFilters(this string model) => Has(model, "filters");

    private static bool Has(string model, string field) => LabCatalogue.FindModel(model)?.Fields.Any(own => own.Name == field) == true;

    /// <summary>Whether a field counts for networks only: a kernel's run passes over it.</summary>
    /// <param name="field">The field.</param>
    public static bool Ignores(SpecField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Name
                is "epochs"
                    or "kept-networks"
                    or "batch-size"
                    or "learning-rate"
                    or "learning-rate-decay"
                    or "momentum"
                    or "weight-decay"
                    or "stop-when-fitted"
            || field.Path.StartsWith("regularisers.", StringComparison.Ordinal);
    }

    /// <summary>The numbers that an image becomes before the kernel is taken.</summary>
    /// <param name="spec">A spec of a kernel.</param>
    public static int FeatureCount(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var facts = DatasetFacts.Of(spec.Dataset);
        var formula = LabCatalogue.Model(spec.Model).Features ?? throw new ArgumentException($"{spec.Model} is no kernel.", nameof(spec));
        var shape = new InputShape(facts.InputHeight, facts.InputWidth, facts.Channels);
        return (int)LabCatalogue.Count(formula, spec, shape, facts.Classes.Count);
    }

    /// <summary>
    /// Whether the solution is found in the space of the features, features x features, instead of images x images: the same solution,
    /// and the smaller system when there are fewer features than images.
    /// </summary>
    /// <param name="spec">A spec of a kernel.</param>
    public static bool IsPrimal(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return !spec.Model.HasGamma() && FeatureCount(spec) < spec.TrainSize;
    }

    /// <summary>Unknowns of the system times ten classes.</summary>
    /// <param name="spec">A spec of a kernel.</param>
    public static int Coefficients(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return (IsPrimal(spec) ? FeatureCount(spec) : spec.TrainSize) * DatasetFacts.Of(spec.Dataset).Classes.Count;
    }
}

/// <summary>The arithmetic of a kernel solution, for the expected time.</summary>
public static class KernelCost
{
    private const int PatchSide = 6;

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
            ? all * spec.Filters * MultiplyAddsPerFilter(DatasetFacts.Of(spec.Dataset))
            : 0;
        return ((matrices / MatrixRate) + (filtered / ConvolutionRate)) / threads;
    }

    // A patch at every place of an image.
    private static double MultiplyAddsPerFilter(DatasetFacts facts) =>
        (double)PatchSide * PatchSide * facts.Channels * (facts.InputHeight - PatchSide + 1) * (facts.InputWidth - PatchSide + 1);
}

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
        if (spec.Analysis is not null || !spec.Model.IsKernel() || Bytes(spec) <= machineBytes)
            return null;
        return new(
            "trainSize",
            Sentence.Of(
                $"trainSize {spec.TrainSize:N0} needs {Gigabytes(Bytes(spec))} of memory with {spec.Model}; this "
                    + $"machine has {Gigabytes(machineBytes)}, which is enough for {Largest(spec, machineBytes):N0}."
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

    private static string Gigabytes(long bytes) => Sentence.Of($"{bytes / 1e9:0.0} GB");
}
