using TorchSharp;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;

namespace WebLab.Training.Tests;

public sealed class TrainerTests
{
    private static readonly RunSpec Tiny = new() { TrainSize = 300, TestSize = 200, Epochs = 3, BatchSize = 50 };

    private static readonly RunSpec TinyInception = Tiny with
    {
        Model = ModelName.SmallInception,
        TrainSize = 32,
        TestSize = 10,
        Epochs = 2,
        BatchSize = 16,
        LearningRate = 0.1,
        Corruption = new() { Kind = CorruptionKind.RandomLabels },
    };

    [Fact]
    public void Same_spec_gives_the_same_curve_to_the_last_bit()
    {
        AssertSame(Tiny with { Corruption = new() { Kind = CorruptionKind.RandomLabels } });
        AssertSame(TinyInception);

        static void AssertSame(RunSpec spec)
        {
            var first = TrainingRecord.Train(spec);
            var second = TrainingRecord.Train(spec);
            Assert.Equal(first.Last.GivenLabelHash, second.Last.GivenLabelHash);
            Assert.Equal(first.Last.TrainLoss, second.Last.TrainLoss);
            Assert.Equal(first.Values(Metric.StepLoss), second.Values(Metric.StepLoss));
            Assert.Equal(first.Values(Metric.TestLoss), second.Values(Metric.TestLoss));
        }
    }

    [Fact]
    public void Another_seed_gives_another_curve_and_other_labels()
    {
        var spec = Tiny with { Corruption = new() { Kind = CorruptionKind.RandomLabels } };
        var first = TrainingRecord.Train(spec);
        var other = TrainingRecord.Train(spec with { Seed = 2 });
        Assert.NotEqual(first.Last.GivenLabelHash, other.Last.GivenLabelHash);
        Assert.NotEqual(first.Values(Metric.StepLoss), other.Values(Metric.StepLoss));
    }

    [Theory]
    [InlineData(CorruptionKind.TrueLabels, 0.3, 1)]
    [InlineData(CorruptionKind.RandomLabels, 0, 0.3)]
    public void True_and_random_labels_are_both_fitted_but_only_true_ones_generalise(CorruptionKind kind, double leastTest, double mostTest)
    {
        var run = TrainingRecord.Train(Tiny with
        {
            Epochs = 60,
            BatchSize = 32,
            LearningRate = 0.02,
            LearningRateDecay = 1,
            StopWhenFitted = true,
            Corruption = new() { Kind = kind },
        });
        Assert.InRange(run.Last.TrainAccuracy, 0.99, 1);
        Assert.InRange(run.Last.TestAccuracy, leastTest, mostTest);
        Assert.True(run.Last.TrainLoss <= 0.05);
        Assert.Equal(run.Last.Epochs, run.Last.TimeToFitEpochs);
        Assert.Equal(run.Last.Steps, run.Last.TimeToFitSteps);
        Assert.Equal(kind == CorruptionKind.TrueLabels, run.Last.MemorisedFraction is null);
    }

    [Fact]
    public void Every_step_and_every_epoch_is_told_once_and_in_order()
    {
        var run = TrainingRecord.Train(Tiny);
        Assert.Equal(6, run.Facts!.StepsPerEpoch);
        Assert.Equal(Enumerable.Range(1, 18), run.All.Where(point => point.Metric == Metric.StepLoss).Select(point => point.Step));
        Assert.Equal([6, 12, 18], run.All.Where(point => point.Metric == Metric.TestAccuracy).Select(point => point.Step));
        Assert.Equal(run.Last.TrainLoss, run.Values(Metric.StepLoss).TakeLast(6).Average(value => (double)value), 6);
        Assert.Equal([0.01f, 0.0095f, 0.009025f], run.Values(Metric.LearningRate));
    }

    [Fact]
    public void A_last_batch_that_is_smaller_is_trained_on_too()
    {
        var run = TrainingRecord.Train(Tiny with { BatchSize = 128, Epochs = 1 });
        Assert.Equal(3, run.Last.Steps);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_ends_the_run_with_epoch_and_step()
    {
        var error = Assert.Throws<TrainingFailedException>(() => TrainingRecord.Train(Tiny with { LearningRate = 10, Momentum = 0.999, Epochs = 50 }));
        Assert.Matches(@"^The training loss became (NaN|infinite) in epoch \d+ at step \d+; a smaller learning rate may help\.$", error.Message);
    }

    [Fact]
    public void Cancelling_ends_the_run()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => TrainingRecord.Train(Tiny, cancelled.Token));
    }

    [Theory]
    [InlineData(ModelName.Mlp1x512)]
    [InlineData(ModelName.SmallAlexnet)]
    [InlineData(ModelName.SmallInception)]
    public void Training_leaks_no_tensor(ModelName model)
    {
        // After the run it is the scopes that are asked: torch's own count never hears of the wrappers that its Parameter takes over.
        var scopes = DisposeScopeManager.Statistics;
        var (live, outside) = (scopes.ThreadTotalLiveCount, scopes.CreatedOutsideScopeCount);
        var run = TrainingRecord.Train(TinyInception with { Model = model, Epochs = 4, LearningRate = 0.01 });
        Assert.Single(run.Tensors.Distinct());
        Assert.Equal(live, scopes.ThreadTotalLiveCount);
        Assert.Equal(outside, scopes.CreatedOutsideScopeCount);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Generated_images_ask_more_than_a_linear_model_and_less_than_a_convolution()
    {
        var spec = new RunSpec { TrainSize = 1_000, TestSize = 500, Epochs = 10, LearningRateDecay = 0.9, BatchSize = 32 };
        var linear = TrainingRecord.Train(spec with { Model = ModelName.Linear }).Last.TestAccuracy;
        var mlp = TrainingRecord.Train(spec with { Model = ModelName.Mlp1x512 }).Last.TestAccuracy;
        var convolution = TrainingRecord.Train(spec with { Model = ModelName.SmallAlexnet }).Last.TestAccuracy;
        Assert.True(linear + 0.05 < mlp && mlp + 0.05 < convolution, $"linear {linear}, MLP {mlp}, AlexNet {convolution}");
    }
}
