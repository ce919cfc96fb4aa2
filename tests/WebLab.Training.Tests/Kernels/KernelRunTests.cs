using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Training.Kernels;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Kernels;

[Trait("Speed", "Slow")]
public sealed class KernelRunTests
{
    private static readonly RunSpec Small = new()
    {
        TrainSize = 300,
        TestSize = 200,
        Model = ModelName.GaussianKernel,
        Gamma = 0.005,
        Filters = 100,
    };

    [Theory]
    [InlineData(ModelName.LinearKernel)]
    [InlineData(ModelName.GaussianKernel)]
    [InlineData(ModelName.RandomFeatures)]
    [InlineData(ModelName.GaborKernel)]
    public void Every_kernel_fits_random_labels_exactly_and_learns_only_from_true_ones(string model)
    {
        var (random, _) = Solve(
            Small with
            {
                Model = model,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
            }
        );
        var (learned, _) = Solve(Small with { Model = model });

        Assert.Equal(1, random.TrainAccuracy);
        Assert.InRange(random.TrainLoss, 0, 1e-12);
        Assert.InRange(random.TestAccuracy, 0, 0.2);
        Assert.InRange(learned.TestAccuracy, 0.25, 1);
        Assert.True(random.SolutionNorm > learned.SolutionNorm);
    }

    [Fact]
    public void Ridge_shrinks_the_norm_and_gives_up_the_fit()
    {
        var (exact, _) = Solve(Small);
        var (shrunk, _) = Solve(Small with { Ridge = 1 });

        Assert.True(shrunk.SolutionNorm < exact.SolutionNorm);
        Assert.True(shrunk.TrainLoss > exact.TrainLoss);
        Assert.Null(exact.SolutionNote);
    }

    [Fact]
    public void Fewer_features_than_images_give_the_least_squares_solution_and_say_so()
    {
        var (result, _) = Solve(
            Small with
            {
                Model = ModelName.RandomFeatures,
                Filters = 20,
            }
        );

        Assert.StartsWith("80 features for 300 images: the kernel matrix is singular", result.SolutionNote, StringComparison.Ordinal);
        Assert.True(result.TrainLoss > 1e-3);
        Assert.Equal(800, result.Parameters);
    }

    [Fact]
    public void Solved_over_features_or_over_images_it_is_the_same_solution()
    {
        using var scope = NewDisposeScope();
        var spec = Small with
        {
            Model = ModelName.RandomFeatures,
            Filters = 50,
            Ridge = 0.1,
        };
        using var images = new KernelImages(spec, TrainingRecord.Corrupt(spec), CPU);
        var features = new RandomFilterFeatures(50, images.Train, seed: 1);
        var progress = new KernelProgress(100, new TrainingRecord(), CancellationToken.None);

        var primal = PrimalSolver.Solve(spec, features, images, progress);
        var dual = DualSolver.Solve(spec, features, images, progress);

        Assert.InRange(primal.Test.sub(dual.Test).abs().max().item<double>(), 0, 1e-8);
        Assert.Equal(dual.Norm, primal.Norm, 1e-8);
    }

    [Fact]
    public void The_same_spec_gives_the_same_solution_and_tells_it_once()
    {
        var spec = Small with { Model = ModelName.RandomFeatures };
        var (first, observer) = Solve(spec);
        var (second, _) = Solve(spec);

        Assert.Equal(first.SolutionNorm, second.SolutionNorm);
        Assert.Equal(first.TestAccuracy, second.TestAccuracy);
        Assert.Equal((float)first.TestAccuracy, Assert.Single(observer.Values(Metric.TestAccuracy)));
        Assert.Equal(3_000, observer.Facts!.Parameters);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        using var control = new TrainingControl(cancel.Token);
        Assert.Throws<OperationCanceledException>(() =>
            Execution.Run(Small, TrainingRecord.Corrupt(Small), ComputeDevice.Open("cpu", 1), new TrainingRecord(), control)
        );
    }

    private static (RunResult Result, TrainingRecord Observer) Solve(RunSpec spec)
    {
        var observer = new TrainingRecord();
        using var control = new TrainingControl();
        return (Execution.Run(spec, TrainingRecord.Corrupt(spec), ComputeDevice.Open("cpu", 1), observer, control), observer);
    }
}
