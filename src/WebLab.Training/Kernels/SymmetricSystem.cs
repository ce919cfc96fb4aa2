using System.Globalization;
using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>Solves A x = b for a symmetric positive semi-definite A in double precision.</summary>
internal static class SymmetricSystem
{
    // Eigenvalues below this share of the greatest are rounding.
    private const double Rounding = 1e-12;

    /// <summary>Solves by Cholesky's factorisation; where A is singular, by its pseudo-inverse: the solution of least norm.</summary>
    /// <param name="matrix">A + ridge I, m x m, float64.</param>
    /// <param name="right">b, m x classes, float64.</param>
    /// <returns>x, and the rank of A where it is singular, else null.</returns>
    /// <exception cref="TrainingFailedException">A is singular and too large for its eigenvalues to be found in memory.</exception>
    public static (Tensor Solution, int? Rank) Solve(Tensor matrix, Tensor right)
    {
        using var scope = NewDisposeScope();
        var (factor, info) = linalg.cholesky_ex(matrix);
        if (info.item<int>() == 0 && IsWellScaled(factor))
            return (right.cholesky_solve(factor).MoveToOuterDisposeScope(), null);
        factor.Dispose();
        CheckMemory(matrix.shape[0]);
        var (values, vectors) = linalg.eigh(matrix);
        var kept = values.gt(values.max().Times(Rounding));
        var inverse = where(kept, values.reciprocal(), zeros_like(values));
        var solution = vectors.mm(vectors.t().mm(right).mul(inverse.unsqueeze(1)));
        return (solution.MoveToOuterDisposeScope(), (int)kept.sum().item<long>());
    }

    // Rounding may leave a singular matrix with tiny positive pivots; what is solved with those is noise.
    private static bool IsWellScaled(Tensor factor)
    {
        var pivots = factor.diagonal();
        return pivots.min().item<double>() > Math.Sqrt(Rounding) * pivots.max().item<double>();
    }

    private static void CheckMemory(long size)
    {
        var needed = 4 * size * size * sizeof(double);
        if (needed > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw new TrainingFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The kernel matrix is singular and its pseudo-inverse needs {needed / 1e9:0.0} GB of memory, more than there is; "
                        + $"set a small kernel.ridge."
                )
            );
    }
}
