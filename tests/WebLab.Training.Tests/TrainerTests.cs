using TorchSharp;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;

namespace WebLab.Training.Tests;

public sealed class TrainerTests
{
    private static readonly RunSpec Tiny = new()
    {
        TrainSize = 300,
        TestSize = 200,
        Epochs = 3,
        BatchSize = 50,
    };

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

    [Trait("Speed", "Slow")]
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
    public void True_and_random_labels_are_both_fitted_but_only_true_ones_generalise(string kind, double leastTest, double mostTest)
    {
        var run = TrainingRecord.Train(
            Tiny with
            {
                Epochs = 60,
                BatchSize = 32,
                LearningRate = 0.02,
                LearningRateDecay = 1,
                StopWhenFitted = true,
                Corruption = new() { Kind = kind },
            }
        );
        Assert.InRange(run.Last.TrainAccuracy, 0.99, 1);
        Assert.InRange(run.Last.TestAccuracy, leastTest, mostTest);
        Assert.True(run.Last.TrainLoss <= 0.05);
        Assert.Equal(run.Last.Epochs, run.Last.TimeToFitEpochs);
        Assert.Equal(run.Last.Steps, run.Last.TimeToFitSteps);
        Assert.Equal(kind == CorruptionKind.TrueLabels, run.Last.MemorisedFraction is null);
    }

    [Fact]
    public void Epochs_at_the_loss_of_a_guess_are_counted_until_something_is_learnt_and_no_further()
    {
        // So small a rate learns nothing in three epochs; another learns from the second on.
        Assert.Equal(3, Waited(1e-7));
        Assert.InRange(Waited(0.02), 0, 1);

        static int Waited(double rate)
        {
            var run = TrainingRecord.Train(Tiny with { LearningRate = rate });
            Assert.Equal(run.Values(Metric.TrainLoss).TakeWhile(loss => loss >= Math.Log(10) - 0.05).Count(), run.Last.WaitedEpochs);
            return run.Last.WaitedEpochs!.Value;
        }
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
    public void The_mean_training_loss_weighs_a_last_smaller_batch_by_its_images()
    {
        var run = TrainingRecord.Train(Tiny with { BatchSize = 128, Epochs = 2 });
        var count = Tiny.TrainSize;
        var losses = run.Values(Metric.StepLoss).TakeLast(3).Select(loss => (double)loss).ToList();
        Assert.NotEqual(0, count % 128);
        Assert.Equal((128 * losses[0] + 128 * losses[1] + (count - 256) * losses[2]) / count, run.Last.TrainLoss, 9);
    }

    [Fact]
    public void Result_and_curve_hold_every_metric_that_an_epoch_has()
    {
        var spec = Tiny with
        {
            Corruption = new() { Kind = CorruptionKind.RandomLabels },
            Regularisers = Tiny.Regularisers with { HoldOut = 0.2, HorizontalFlip = true },
        };
        var run = TrainingRecord.Train(spec);
        var measured = Metric.All.Where(metric => metric.Compute is not null).ToList();
        Assert.Equal(measured.Select(metric => metric.Name).Order(), run.Last.Metrics!.Keys.Order());
        foreach (var metric in measured)
        {
            Assert.Equal((float)run.Last.Last(metric)!.Value, run.Values(metric).Last());
            Assert.Equal(spec.Epochs, run.Values(metric).Count());
        }
        Assert.Equal(run.Last.BestTestAccuracy, run.Last.BestOf(Metric.TestAccuracy)!.Value);
        Assert.Equal(run.Last.BestTestEpoch, run.Last.BestOf(Metric.TestAccuracy)!.Epoch);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_ends_the_run_with_epoch_and_step()
    {
        var error = Assert.Throws<TrainingDivergedException>(() =>
            TrainingRecord.Train(Tiny with { LearningRate = 10, Momentum = 0.999, Epochs = 50 })
        );
        Assert.Matches(
            @"^The training loss became (NaN|infinite) in epoch \d+ at step \d+; a smaller learning rate may help\.$",
            error.Message
        );
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
    public void Training_leaks_no_tensor(string model)
    {
        // After the run it is the scopes that are asked: torch's own count never hears of the wrappers that its Parameter takes over.
        var scopes = DisposeScopeManager.Statistics;
        var (live, outside) = (scopes.ThreadTotalLiveCount, scopes.CreatedOutsideScopeCount);
        var run = TrainingRecord.Train(TinyInception with { Model = model, Epochs = 4, LearningRate = 0.01 });
        Assert.Single(run.Tensors.Distinct());
        Assert.Equal(live, scopes.ThreadTotalLiveCount);
        Assert.Equal(outside, scopes.CreatedOutsideScopeCount);
    }

    [Fact]
    public void Augmentation_redraws_images_keeps_labels_and_reports_online_accuracy()
    {
        var spec = Tiny with { Corruption = new() { Kind = CorruptionKind.RandomLabels } };
        var plain = TrainingRecord.Train(spec);
        var augmented = TrainingRecord.Train(
            spec with
            {
                Regularisers = new()
                {
                    RandomCrop = true,
                    HorizontalFlip = true,
                    Rotation = 25,
                },
            }
        );
        Assert.Equal(plain.Last.GivenLabelHash, augmented.Last.GivenLabelHash);
        Assert.NotEqual(plain.Values(Metric.StepLoss), augmented.Values(Metric.StepLoss));
        Assert.Null(plain.Last.OnlineAccuracy);
        Assert.Equal(3, augmented.Values(Metric.OnlineAccuracy).Count());
        Assert.InRange(augmented.Last.OnlineAccuracy!.Value, 0.05, 0.6);
        Assert.Equal(augmented.Last.OnlineAccuracy.Value * 300, Math.Round(augmented.Last.OnlineAccuracy.Value * 300), 6);
    }

    [Fact]
    public void Dropout_and_augmentation_give_the_same_curve_again_and_leak_nothing()
    {
        var spec = Tiny with
        {
            Regularisers = new()
            {
                RandomCrop = true,
                HorizontalFlip = true,
                Rotation = 25,
                Dropout = 0.5,
                LabelSmoothing = 0.1,
                HoldOut = 0.2,
            },
        };
        var first = TrainingRecord.Train(spec);
        Assert.Equal(first.Values(Metric.StepLoss), TrainingRecord.Train(spec).Values(Metric.StepLoss));
        Assert.NotEqual(
            first.Values(Metric.StepLoss),
            TrainingRecord.Train(spec with { Regularisers = spec.Regularisers with { Dropout = 0 } }).Values(Metric.StepLoss)
        );
        Assert.Single(first.Tensors.Distinct());
    }

    [Fact]
    public void Early_stopping_ends_the_run_on_held_out_training_images()
    {
        var run = TrainingRecord.Train(
            Tiny with
            {
                Epochs = 200,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
                Regularisers = new() { HoldOut = 0.3, Patience = 3 },
            }
        );
        var heldOut = run.Values(Metric.HoldOutAccuracy).ToList();
        Assert.InRange(run.Last.Epochs, 4, 199);
        Assert.Equal(run.Last.Epochs - 3, run.Last.BestHoldOutEpoch);
        Assert.Equal(heldOut.IndexOf(heldOut.Max()) + 1, run.Last.BestHoldOutEpoch);
        Assert.Equal(
            (float)run.Last.EarlyStoppedTestAccuracy!.Value,
            run.Values(Metric.TestAccuracy).ElementAt(run.Last.BestHoldOutEpoch!.Value - 1)
        );
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Label_smoothing_holds_the_network_back_from_certainty()
    {
        var spec = Tiny with { Epochs = 30, LearningRate = 0.02 };
        var plain = TrainingRecord.Train(spec).Last.TrainLoss;
        var smoothed = TrainingRecord.Train(spec with { Regularisers = new() { LabelSmoothing = 0.5 } }).Last.TrainLoss;
        Assert.True(smoothed > plain + 0.2, $"smoothed {smoothed}, plain {plain}");
    }

    [Fact]
    public void Weight_decay_holds_the_weights_back()
    {
        var spec = Tiny with { Epochs = 10, LearningRate = 0.05 };
        Assert.True(TrainingRecord.Train(spec).Last.TrainLoss + 0.1 < TrainingRecord.Train(spec with { WeightDecay = 0.5 }).Last.TrainLoss);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Generated_images_ask_more_than_a_linear_model_and_less_than_a_convolution()
    {
        var spec = new RunSpec
        {
            TrainSize = 1_000,
            TestSize = 500,
            Epochs = 10,
            LearningRateDecay = 0.9,
            BatchSize = 32,
        };
        var linear = TrainingRecord.Train(spec with { Model = ModelName.Linear }).Last.TestAccuracy;
        var mlp = TrainingRecord.Train(spec with { Model = ModelName.Mlp1x512 }).Last.TestAccuracy;
        var convolution = TrainingRecord.Train(spec with { Model = ModelName.SmallAlexnet }).Last.TestAccuracy;
        Assert.True(linear + 0.05 < mlp && mlp + 0.05 < convolution, $"linear {linear}, MLP {mlp}, AlexNet {convolution}");
    }
}
