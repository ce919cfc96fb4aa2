using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Kernels;

namespace WebLab.Science.Jobs;

/// <summary>The kinds of jobs: the two trainings, and the analyses of the catalogue.</summary>
public static class JobKinds
{
    /// <summary>A network trained in epochs.</summary>
    public static JobInfo Training { get; } =
        new()
        {
            Id = "training",
            Title = "Training",
            Sentence = "A network is trained in epochs.",
            CanPause = true,
            HasCurves = true,
        };

    /// <summary>A linear system solved at one go.</summary>
    public static JobInfo KernelSolve { get; } =
        new()
        {
            Id = "kernel-solve",
            Title = "Kernel solution",
            Sentence = "A linear system is solved at one go.",
        };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JobInfo> All => [Training, KernelSolve, .. LabCatalogue.Analyses];

    /// <summary>The kind of job that a spec asks for. A stored run may name an analysis whose extension is gone: it stays one.</summary>
    /// <param name="spec">The spec.</param>
    public static JobInfo Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Analysis is { Kind: var kind }
                ? LabCatalogue.FindAnalysis(kind)
                    ?? new()
                    {
                        Id = kind,
                        Title = kind,
                        Sentence = "",
                        IsAnalysis = true,
                    }
            : spec.Model.IsKernel() ? KernelSolve
            : Training;
    }
}
