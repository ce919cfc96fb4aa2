using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Kernels;
using WebLab.Training.Kernels;

namespace WebLab.Training.Tests.Kernels;

[Trait("Speed", "Slow")]
public sealed class DoubleDescentTests
{
    [Fact]
    public void Of_the_prepared_launch_the_test_error_is_greatest_where_features_are_as_many_as_examples()
    {
        RunSpec[] grid = [.. Presets.DoubleDescent.Request.Runs.Select(run => run.Spec with { TestSize = 300 })];
        var threshold = Array.FindIndex(grid, spec => KernelFacts.FeatureCount(spec) == spec.TrainSize);
        Assert.InRange(threshold, 1, grid.Length - 2);

        var atThreshold = Error(grid[threshold]);
        Assert.True(atThreshold > Error(grid[0]));
        Assert.True(atThreshold > Error(grid[threshold - 2]));
        Assert.True(atThreshold > Error(grid[threshold + 2]));
    }

    private static double Error(RunSpec spec) =>
        1 - KernelRun.Solve(spec, TrainingRecord.Corrupt(spec), ComputeDevice.Open("cpu", 1), new TrainingRecord(), default).TestAccuracy;
}
