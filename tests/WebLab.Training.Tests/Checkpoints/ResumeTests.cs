using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Training.Checkpoints;
using WebLab.Training.Worker;

namespace WebLab.Training.Tests.Checkpoints;

[Trait("Speed", "Slow")]
public sealed class ResumeTests : IDisposable
{
    private const int StepsPerEpoch = 4,
        Steps = 12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-resume-");

    /// <summary>Everything that draws is on: noise, crops, flips, rotations, dropped units, a hold-out.</summary>
    private static RunSpec Spec(string model) =>
        new()
        {
            Model = model,
            TrainSize = 40,
            TestSize = 20,
            BatchSize = 9,
            Epochs = 3,
            LearningRate = 0.01,
            Momentum = 0.9,
            WeightDecay = 1e-3,
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.4 },
            Regularisers = new()
            {
                RandomCrop = true,
                HorizontalFlip = true,
                Rotation = 25,
                Dropout = 0.5,
                LabelSmoothing = 0.1,
                HoldOut = 0.2,
                Patience = 10,
            },
        };

    [Theory]
    [InlineData(ModelName.SmallInception)]
    [InlineData(ModelName.SmallInceptionNoBn)]
    [InlineData(ModelName.SmallAlexnet)]
    [InlineData(ModelName.Mlp3x512)]
    [InlineData(ModelName.Mlp1x512)]
    public void Resumed_curve_and_weights_equal_the_uninterrupted_ones_to_the_last_bit_from_any_step(string model) =>
        ResumesFromAnyStep(Spec(model));

    [Theory]
    [InlineData("elr")]
    [InlineData("mixup")]
    [InlineData("co-teaching")]
    public void What_a_loss_keeps_from_step_to_step_is_remembered_to_the_last_bit(string loss)
    {
        var spec = Spec(ModelName.Mlp1x512);
        ResumesFromAnyStep(
            spec with
            {
                Loss = new() { Kind = loss },
                Regularisers = spec.Regularisers with { LabelSmoothing = 0 },
            }
        );
    }

    private void ResumesFromAnyStep(RunSpec spec)
    {
        var (whole, weights) = Train(spec, from: null);
        Assert.Equal(Steps, whole.Last.Steps);

        var saved = new Dictionary<int, (string Path, int Reported)>();
        var watched = new TrainingRecord();
        using (var control = new TrainingControl { CheckpointInterval = TimeSpan.FromTicks(1), Keep = Keep })
            watched.GoOn(spec, control);
        Assert.Equal(Enumerable.Range(1, Steps), saved.Keys);
        Assert.Equal(Values(whole), Values(watched));

        // In the first epoch, before an evaluation, at the beginning of an epoch, before the last evaluation.
        foreach (var step in new[] { 1, StepsPerEpoch, StepsPerEpoch + 1, 7, Steps })
        {
            var checkpoint = CheckpointFile.Read(saved[step].Path);
            Assert.Equal((step, saved[step].Reported), (checkpoint.Step, (int)checkpoint.Sequence));
            var (resumed, resumedWeights) = Train(spec, checkpoint);
            Assert.Equal(Values(whole).Skip(saved[step].Reported), Values(resumed));
            Assert.Equal(weights, resumedWeights);
            Assert.Equal(Timeless(whole.Last), Timeless(resumed.Last));
        }

        void Keep(Checkpoint checkpoint, bool isFinal)
        {
            var path = Path.Combine(_folder.FullName, $"{checkpoint.Step}.checkpoint");
            CheckpointFile.Write(path, checkpoint);
            saved[checkpoint.Step] = (path, watched.All.Count);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(StepsPerEpoch)]
    public void Pause_takes_effect_after_the_step_in_hand_or_in_the_evaluation(int step)
    {
        var spec = Spec(ModelName.Mlp1x512);
        var (whole, weights) = Train(spec, from: null);

        Checkpoint? last = null;
        var paused = new TrainingRecord();
        TrainingControl? control = null;
        control = new TrainingControl
        {
            CheckpointInterval = TimeSpan.FromTicks(1),
            Keep = (checkpoint, _) =>
            {
                last = checkpoint;
                if (checkpoint.Step == step)
                    control!.Pause();
            },
        };
        using (control)
            Assert.Throws<TrainingPausedException>(() => paused.GoOn(spec, control));
        // The step that was in hand when the pause was asked for; after the last one of an epoch it is the evaluation.
        Assert.Equal(step == StepsPerEpoch ? step : step + 1, last!.Step);

        var (resumed, resumedWeights) = Train(spec, last);
        Assert.Equal(Values(whole), [.. Values(paused), .. Values(resumed)]);
        Assert.Equal(weights, resumedWeights);
    }

    [Theory]
    [InlineData(ModelName.SmallInception)]
    [InlineData(ModelName.Mlp1x512)]
    public void More_epochs_from_the_final_checkpoint_give_the_curve_and_weights_of_one_long_training(string model)
    {
        var spec = Spec(model);
        var (whole, weights) = Train(spec, from: null);

        var folder = new CheckpointFolder(new(Guid.NewGuid(), _folder.FullName, 0, KeepsFinal: true));
        var brief = new TrainingRecord();
        using (var control = new TrainingControl { KeepsFinal = true, Keep = (checkpoint, isFinal) => folder.Write(checkpoint, isFinal) })
            brief.GoOn(spec with { Epochs = 2 }, control);
        Assert.Null(folder.Newest(spec, brief.All.Count));
        Assert.Null(folder.Newest(spec with { Seed = 2 }, brief.All.Count, originEpochs: 2));
        var final = folder.Newest(spec, brief.All.Count, originEpochs: 2);

        var (longer, longerWeights) = Train(spec, final);
        Assert.Equal(Values(whole), [.. Values(brief), .. Values(longer)]);
        Assert.Equal(weights, longerWeights);
        Assert.Equal(Timeless(whole.Last), Timeless(longer.Last));
    }

    [Fact]
    public void Early_stopping_and_time_to_fit_are_remembered()
    {
        var spec = Spec(ModelName.Mlp1x512) with
        {
            Epochs = 60,
            LearningRate = 0.02,
            Regularisers = new() { HoldOut = 0.2, Patience = 4 },
        };
        var (whole, _) = Train(spec, from: null);
        Assert.InRange(whole.Last.Epochs, 5, 59);

        Checkpoint? before = null;
        using var control = new TrainingControl
        {
            CheckpointInterval = TimeSpan.FromTicks(1),
            Keep = (checkpoint, _) => before = checkpoint.Epoch == whole.Last.Epochs - 1 ? checkpoint : before,
        };
        TrainingRecord.Train(spec, control);
        var (resumed, _) = Train(spec, before);
        Assert.Equal(Timeless(whole.Last), Timeless(resumed.Last));
    }

    [Fact]
    public void Stop_ends_with_the_epoch_in_hand_and_keeps_its_measures()
    {
        TrainingControl? control = null;
        control = new TrainingControl
        {
            CheckpointInterval = TimeSpan.FromTicks(1),
            Keep = (checkpoint, _) =>
            {
                if (checkpoint.Step == StepsPerEpoch + 1)
                    control!.StopAfterEpoch();
            },
        };
        using (control)
        {
            var record = TrainingRecord.Train(Spec(ModelName.Mlp1x512), control);
            Assert.Equal((2, 2 * StepsPerEpoch), (record.Last.Epochs, record.Last.Steps));
        }
    }

    [Fact]
    public void Checkpoint_of_another_spec_or_other_labels_is_refused()
    {
        var spec = Spec(ModelName.Mlp1x512);
        Checkpoint? checkpoint = null;
        using var control = new TrainingControl { KeepsFinal = true, Keep = (kept, _) => checkpoint = kept };
        TrainingRecord.Train(spec, control);
        Refused(spec with { Seed = 2 }, checkpoint!, "The checkpoint was made from another spec.");
        Refused(
            spec,
            checkpoint! with
            {
                GivenLabelHash = new('0', 64),
            },
            "The checkpoint was made with other given labels: the data set's files have changed since."
        );
        Refused(spec, checkpoint! with { State = checkpoint.State[..1_000] }, "The checkpoint does not hold the state of this network.");
        Refused(spec, checkpoint! with { Epoch = 4 }, "The checkpoint lies beyond the end of the training.");
        var other = spec with { Model = ModelName.Mlp3x512 };
        Refused(other, checkpoint! with { SpecHash = Checkpoint.HashOf(other) }, "The checkpoint does not hold the state of this network.");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Refused(RunSpec spec, Checkpoint from, string sentence)
    {
        using var control = new TrainingControl { From = from };
        Assert.Equal(sentence, Assert.Throws<CheckpointException>(() => TrainingRecord.Train(spec, control)).Message);
    }

    private static (TrainingRecord Record, byte[] Weights) Train(RunSpec spec, Checkpoint? from)
    {
        Checkpoint? final = null;
        using var control = new TrainingControl
        {
            From = from,
            KeepsFinal = true,
            Keep = (checkpoint, _) => final = checkpoint,
        };
        var record = TrainingRecord.Train(spec, control);
        // The network comes first, then the momenta, as many again; what follows holds times.
        return (record, final!.State[..(record.Facts!.Parameters * 2 * sizeof(float))]);
    }

    private static RunResult Timeless(RunResult result)
    {
        var metrics = new MeasuredMetrics();
        foreach (var (name, measured) in result.Metrics!.Where(metric => metric.Key != Metric.ImagesPerSecond.Name))
            metrics[name] = measured;
        return result with { ImagesPerSecond = 0, Metrics = metrics };
    }

    private static IEnumerable<(Metric, int, float)> Values(TrainingRecord record) =>
        record.All.Select(point => (point.Metric, point.Step, point.Metric == Metric.ImagesPerSecond ? 0 : point.Value));
}
