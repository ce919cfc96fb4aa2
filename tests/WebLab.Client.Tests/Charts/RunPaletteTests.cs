using WebLab.Client.Charts;
using WebLab.Client.Tests.Experiments;

namespace WebLab.Client.Tests.Charts;

public sealed class RunPaletteTests
{
    /// <summary>Before a worker has counted them: what is held out is whole examples and at least one, as the trainer does.</summary>
    [Theory]
    [InlineData(999, 0.1, 899, 2)]
    [InlineData(999, 0.1, 900, 1)]
    [InlineData(100, 0.001, 99, 1)]
    [InlineData(100, 0, 99, 2)]
    public void Steps_of_an_epoch_are_those_of_the_trainer_also_with_a_hold_out(int trainSize, double holdOut, int batchSize, int steps)
    {
        var run = RunMaker.Run("true-labels");
        run = run with
        {
            Spec = run.Spec with { TrainSize = trainSize, BatchSize = batchSize, Regularisers = new() { HoldOut = holdOut } },
        };
        Assert.Equal(steps, RunPalette.StepsPerEpoch(run));
        Assert.Equal(7, RunPalette.StepsPerEpoch(run with { Facts = new(1, 7, 0, "", "CPU", 1) }));
    }
}
