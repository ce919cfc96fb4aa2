using System.Globalization;
using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;

using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>Solves (K + ridge I) alpha = y, images x images (paper, section 5, equation 3).</summary>
internal static class DualSolver
{
    // Rows of the matrix at a time: what exp is taken of then stays small, and progress is told between.
    private const int Rows = 1_000;

    public static KernelSolution Solve(RunSpec spec, IFeatureMap features, KernelImages images, KernelProgress progress)
    {
        var (train, test) = spec.Model.HasGamma()
            ? Gaussian(spec.Gamma, features, images, progress)
            : Linear(features, images, progress);
        using (train)
        using (test)
        {
            train.diagonal().Increase(spec.Ridge);
            var (alpha, rank) = SymmetricSystem.Solve(train, images.Targets);
            train.diagonal().Increase(-spec.Ridge);
            progress.Advance();
            var outputs = train.mm(alpha);
            var note = rank is { } known
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The kernel matrix is singular, of rank {known:N0} in {images.TrainCount:N0}: this is the least-squares solution of "
                        + $"least norm."
                )
                : null;
            return new(outputs, test.mm(alpha), Math.Sqrt(Math.Max(0, alpha.mul(outputs).sum().item<double>())), note);
        }
    }

    /// <summary>Stages that it tells.</summary>
    public static int Stages(RunSpec spec, IFeatureMap features) =>
        spec.Model.HasGamma()
            ? 2 + Blocks(spec.TrainSize) + Blocks(spec.TestSize)
            : 1 + features.Parts * (2 + Blocks(spec.TrainSize) + Blocks(spec.TestSize));

    private static (Tensor Train, Tensor Test) Gaussian(double gamma, IFeatureMap features, KernelImages images, KernelProgress progress)
    {
        using var scope = NewDisposeScope();
        var train = features.Apply(images.Train, 0, progress.Cancel);
        var test = features.Apply(images.Test, 0, progress.Cancel);
        progress.Advance();
        var lengths = train.Squared().sum(1);
        return (Square(train).MoveToOuterDisposeScope(), Square(test).MoveToOuterDisposeScope());

        Tensor Square(Tensor left)
        {
            var matrix = empty(left.shape[0], train.shape[0], dtype: ScalarType.Float64, device: left.device);
            ForBlocks(
                matrix,
                progress,
                (rows, first, count) =>
                {
                    var block = left.narrow(0, first, count);
                    rows.addmm_(block, train.t(), beta: 0, alpha: 1)
                        .Scale(2 * gamma)
                        .sub_(block.Squared().sum(1).Times(gamma).unsqueeze(1))
                        .sub_(lengths.Times(gamma).unsqueeze(0))
                        .Bound(double.NegativeInfinity, 0)
                        .exp_();
                }
            );
            return matrix;
        }
    }

    private static (Tensor Train, Tensor Test) Linear(IFeatureMap features, KernelImages images, KernelProgress progress)
    {
        var matrices = (Train: Zeros(images.TrainCount), Test: Zeros(images.TestCount));
        for (var part = 0; part < features.Parts; part++)
        {
            using var scope = NewDisposeScope();
            var train = features.Apply(images.Train, part, progress.Cancel);
            progress.Advance();
            var test = features.Apply(images.Test, part, progress.Cancel);
            progress.Advance();
            ForBlocks(
                matrices.Train,
                progress,
                (rows, first, count) => rows.addmm_(train.narrow(0, first, count), train.t(), beta: 1, alpha: 1)
            );
            ForBlocks(
                matrices.Test,
                progress,
                (rows, first, count) => rows.addmm_(test.narrow(0, first, count), train.t(), beta: 1, alpha: 1)
            );
        }
        return matrices;

        Tensor Zeros(int rows) => zeros(rows, images.TrainCount, dtype: ScalarType.Float64, device: images.Train.device);
    }

    private static int Blocks(int rows) => (rows + Rows - 1) / Rows;

    private static void ForBlocks(Tensor matrix, KernelProgress progress, Action<Tensor, long, long> fill)
    {
        for (var first = 0L; first < matrix.shape[0]; first += Rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Rows, matrix.shape[0] - first);
            fill(matrix.narrow(0, first, count), first, count);
            progress.Advance();
        }
    }
}
