using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;

namespace WebLab.Science.Jobs;

/// <summary>A kind of work for workers: what the server has to know of it to queue, pause and end it.</summary>
/// <param name="Id">Its stored name, which names the worker's entry too and never changes.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="CanPause">Whether it makes checkpoints, and can go on from one.</param>
public sealed record JobKind(string Id, string Title, bool CanPause);

/// <summary>The kinds of jobs.</summary>
public static class JobKinds
{
    /// <summary>A network trained in epochs.</summary>
    public static JobKind Training { get; } = new("training", "Training", CanPause: true);

    /// <summary>A linear system solved at one go.</summary>
    public static JobKind KernelSolve { get; } = new("kernel-solve", "Kernel solution", CanPause: false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JobKind> All { get; } = [Training, KernelSolve];

    /// <summary>The kind of job that a spec asks for.</summary>
    /// <param name="spec">The spec.</param>
    public static JobKind Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Model.IsKernel() ? KernelSolve : Training;
    }
}
