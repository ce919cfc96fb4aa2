using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;

namespace WebLab.Training.Tests.Analyses;

public sealed class StartingWeightsTests : IDisposable
{
    private static readonly RunSpec Spec = new()
    {
        TrainSize = 60,
        TestSize = 20,
        BatchSize = 10,
        Epochs = 12,
        Model = ModelName.Linear,
        Corruption = new() { Kind = CorruptionKind.RandomLabels },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-start-").FullName;
    private readonly Guid _run = Guid.NewGuid();

    [Fact]
    public void A_training_starts_with_the_weights_that_the_run_it_names_ended_with()
    {
        var (order, first) = Trained();
        // Steps so small that none of its predictions changes: what it has learned it brought along.
        var still = Spec with
        {
            LearningRate = 1e-7,
            Epochs = 1,
            Momentum = 0,
        };
        Assert.True(first.Last.TrainAccuracy > 0.9);
        Assert.Equal(first.Last.TrainAccuracy, From(order, still).Last.TrainAccuracy);
        Assert.True(TrainingRecord.Train(still).Last.TrainAccuracy < 0.5);
    }

    [Fact]
    public void A_training_that_is_resumed_needs_the_run_that_it_started_from_no_more()
    {
        var (order, _) = Trained();
        var spec = Spec with { StartFrom = $"{_run}" };
        Checkpoint? kept = null;
        using (var control = new TrainingControl { Networks = Stored(order, spec), Keep = (checkpoint, _) => kept = checkpoint })
        {
            control.CheckpointInterval = TimeSpan.FromTicks(1);
            TrainingRecord.Train(spec, control);
        }
        var gone = order with { Problem = "It is gone." };
        using var resumed = new TrainingControl { Networks = Stored(gone, spec), From = kept };
        Assert.Equal(12, TrainingRecord.Train(spec, resumed).Last.Epochs);
        using var anew = new TrainingControl { Networks = Stored(gone, spec) };
        Assert.Equal("It is gone.", Assert.Throws<TrainingFailedException>(() => TrainingRecord.Train(spec, anew)).Message);
    }

    [Fact]
    public void Weights_of_another_shape_and_a_trainer_without_stored_runs_are_a_sentence_each()
    {
        var (order, _) = Trained();
        Assert.Equal(
            $"The network of run a run ({_run}) cannot be read: The checkpoint does not hold the state of this network.",
            Assert.Throws<TrainingFailedException>(() => From(order, Spec with { Model = ModelName.Mlp1x512 })).Message
        );
        Assert.Equal(
            $"startFrom must be none where there is no server that keeps runs; it was {_run}.",
            Assert.Throws<TrainingFailedException>(() => TrainingRecord.Train(Spec with { StartFrom = $"{_run}" })).Message
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private TrainingRecord From(NetworkOrder order, RunSpec spec)
    {
        var named = spec with { StartFrom = $"{_run}" };
        using var control = new TrainingControl { Networks = Stored(order, named) };
        return TrainingRecord.Train(named, control);
    }

    private static IReadOnlyList<StoredNetwork> Stored(NetworkOrder order, RunSpec spec) =>
        StoredNetwork.All([order], spec, TrainingRecord.Corrupt(spec));

    private (NetworkOrder Order, TrainingRecord Record) Trained()
    {
        var path = Path.Combine(_folder, "a.final.checkpoint");
        using var control = new TrainingControl { KeepsFinal = true, Keep = (checkpoint, _) => CheckpointFile.Write(path, checkpoint) };
        var record = TrainingRecord.Train(Spec, control);
        return (
            new()
            {
                RunId = _run,
                Name = "a run",
                Recipe = JsonSerializer.Serialize(Spec, LabJson.Options),
                Checkpoint = path,
            },
            record
        );
    }
}
