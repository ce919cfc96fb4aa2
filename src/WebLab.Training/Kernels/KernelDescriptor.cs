using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Training.Models;

namespace WebLab.Training.Kernels;

/// <summary>A kernel: a model that is solved in closed form and not trained. One stands with its features in a file of its own.</summary>
internal abstract class KernelDescriptor : ModelDescriptor
{
    protected static FieldInfo Gamma { get; } =
        Field(
            "gamma",
            "Gamma",
            "The width of a Gaussian kernel, exp(-gamma ||x - y||²), on pixels from 0 to 1.",
            FieldKind.Number,
            1e-6,
            100,
            0.02
        );

    protected static FieldInfo Ridge { get; } =
        Field(
            "ridge",
            "Ridge",
            "What is added to a kernel matrix's diagonal; 0 gives the solution of least norm.",
            FieldKind.Number,
            0,
            1e6,
            0
        );

    public override IReadOnlyList<FieldInfo> Fields => HasGamma ? [Gamma, Ridge] : [Ridge];

    /// <summary>Whether the kernel is Gaussian in its features, and not their inner product.</summary>
    public virtual bool HasGamma => false;

    /// <summary>Whether its features are drawn from the seed; else there is one solution, whatever the seed.</summary>
    public abstract bool IsDrawn { get; }

    /// <summary>Numbers that an image becomes before the kernel is taken, a <see cref="SizeFormula"/>.</summary>
    public abstract string FeatureCount { get; }

    /// <summary>The features of a run's images.</summary>
    public abstract IFeatureMap Features(RunSpec spec, KernelImages images);
}
