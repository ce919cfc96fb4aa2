using WebLab.Training.Kernels;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Kernels;

public sealed class SymmetricSystemTests
{
    [Fact]
    public void A_regular_system_has_its_exact_solution()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor(
            new[,]
            {
                { 4.0, 1 },
                { 1, 3 },
            }
        );

        var (solution, rank) = SymmetricSystem.Solve(
            matrix,
            tensor(
                new[,]
                {
                    { 1.0 },
                    { 2 },
                }
            )
        );

        Assert.Null(rank);
        Assert.Equal(1.0 / 11, solution[0, 0].item<double>(), 12);
        Assert.Equal(7.0 / 11, solution[1, 0].item<double>(), 12);
    }

    [Fact]
    public void A_singular_system_is_said_to_be_and_has_the_solution_of_least_norm()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor(
            new[,]
            {
                { 1.0, 1 },
                { 1, 1 },
            }
        );

        var (solution, rank) = SymmetricSystem.Solve(
            matrix,
            tensor(
                new[,]
                {
                    { 2.0 },
                    { 2 },
                }
            )
        );

        Assert.Equal(1, rank);
        Assert.Equal(1, solution[0, 0].item<double>(), 10);
        Assert.Equal(1, solution[1, 0].item<double>(), 10);
    }
}
