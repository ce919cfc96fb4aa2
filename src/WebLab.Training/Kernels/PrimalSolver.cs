using System.Globalization;
using WebLab.Contracts.Specs;
using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>
/// Solves (F'F + ridge I) w = F'y, features x features, for fewer features than images. The kernel matrix FF' is then singular and has no
/// exact solution: w is the least-squares one, of least norm where that is not unique.
/// </summary>
internal static class PrimalSolver
{
    public static KernelSolution Solve(RunSpec spec, IFeatureMap features, KernelImages images, KernelProgress progress)
    {
        using var scope = NewDisposeScope();
        var train = All(features, images.Train, progress);
        var test = All(features, images.Test, progress);
        var gram = train.t().mm(train);
        gram.diagonal().Increase(spec.Ridge);
        progress.Advance();
        var (weights, rank) = SymmetricSystem.Solve(gram, train.t().mm(images.Targets));
        progress.Advance();
        var note =
            spec.Ridge > 0
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{train.shape[1]:N0} features for {images.TrainCount:N0} images: the kernel matrix is singular, of rank "
                        + $"{rank ?? train.shape[1]:N0}, and this is the least-squares solution of least norm."
                );
        return new(
            train.mm(weights).MoveToOuterDisposeScope(),
            test.mm(weights).MoveToOuterDisposeScope(),
            weights.norm().item<double>(),
            note
        );
    }

    /// <summary>Stages that it tells.</summary>
    public static int Stages(IFeatureMap features) => 2 * features.Parts + 2;

    private static Tensor All(IFeatureMap features, Tensor images, KernelProgress progress)
    {
        var parts = new List<Tensor>();
        for (var part = 0; part < features.Parts; part++)
        {
            parts.Add(features.Apply(images, part, progress.Cancel));
            progress.Advance();
        }
        return parts.Count == 1 ? parts[0] : cat(parts, 1);
    }
}
