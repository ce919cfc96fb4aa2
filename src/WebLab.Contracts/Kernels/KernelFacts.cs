using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Kernels;

/// <summary>Which models are kernels, solved in closed form instead of trained, and what each of them asks for.</summary>
public static class KernelFacts
{
    /// <summary>Features of one random filter: the mean of its response over each quarter of the image.</summary>
    public const int FeaturesPerFilter = 4;

    /// <summary>Features of one channel under the Gabor filters: 8 orientations, 2 wavelengths, 7x7 places.</summary>
    public const int GaborFeaturesPerChannel = 8 * 2 * 7 * 7;

    /// <summary>Whether the model is a kernel: one system of equations, no epochs and no learning rate.</summary>
    /// <param name="model">The model.</param>
    public static bool IsKernel(this ModelName model) =>
        model is ModelName.LinearKernel or ModelName.GaussianKernel or ModelName.RandomFeatures or ModelName.GaborKernel;

    /// <summary>Whether the model has a gamma: a Gaussian kernel, on pixels or on Gabor features.</summary>
    /// <param name="model">The model.</param>
    public static bool HasGamma(this ModelName model) => model is ModelName.GaussianKernel or ModelName.GaborKernel;

    /// <summary>Whether the model has random filters.</summary>
    /// <param name="model">The model.</param>
    public static bool HasFilters(this ModelName model) => model == ModelName.RandomFeatures;

    /// <summary>Whether a field counts for networks only: a kernel's run passes over it.</summary>
    /// <param name="field">The field.</param>
    public static bool Ignores(SpecField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Name
                is "epochs"
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
        var channels = DatasetFacts.Of(spec.Dataset).Channels;
        return spec.Model switch
        {
            ModelName.RandomFeatures => spec.Kernel.Filters * FeaturesPerFilter,
            ModelName.GaborKernel => channels * GaborFeaturesPerChannel,
            _ => channels * DatasetFacts.CropSize * DatasetFacts.CropSize,
        };
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
