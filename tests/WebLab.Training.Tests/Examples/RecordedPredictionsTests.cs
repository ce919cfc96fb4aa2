using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;
using WebLab.Data.Examples;
using WebLab.Training.Checkpoints;

namespace WebLab.Training.Tests.Examples;

[Trait("Speed", "Slow")]
public sealed class RecordedPredictionsTests : IDisposable
{
    private static readonly RunSpec Spec = new()
    {
        TrainSize = 300,
        TestSize = 100,
        Epochs = 4,
        BatchSize = 50,
        LearningRate = 0.05,
        Corruption = new() { Kind = CorruptionKind.RandomLabels },
        Regularisers = new()
        {
            RandomCrop = true,
            HorizontalFlip = true,
            HoldOut = 0.2,
            Patience = 100,
        },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-recorded").FullName;
    private readonly Guid _runId = Guid.NewGuid();
    private readonly List<string> _complaints = [];

    private string Path => System.IO.Path.Combine(_folder, ExampleFile.NameOf(_runId, "predictions"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Accuracy_of_what_was_recorded_is_the_reported_one_at_each_epoch_of_a_run_that_was_paused_and_resumed()
    {
        var record = new TrainingRecord();
        var checkpoint = PauseAfter(step: 8, record);
        Assert.Single(ExampleFile.Open(Path).Evaluations);
        Train(record, checkpoint);

        var file = ExampleFile.Open(Path);
        Assert.Equal([1, 2, 3, 4], file.Evaluations.Select(evaluation => evaluation.Epoch));
        Assert.Equal(
            record.All.Where(point => point.Metric == Metric.TestAccuracy).Select(point => point.Step),
            file.Evaluations.Select(each => each.Step)
        );
        Assert.Equal(60, file.Header.HeldOut.Count);
        var test = ExampleFile.Open(System.IO.Path.Combine(_folder, ExampleFile.NameOf(_runId, "test-ledger")));
        var testLabels = TrainingRecord.Corrupt(Spec).TestLabels;
        Assert.Equal(testLabels, test.Header.TrueLabels);
        Assert.Equal(
            test.Evaluations.Select(each => (float)Accuracy(test.Read(each).Classes(0), testLabels, _ => true)),
            record.Values(Metric.TestAccuracy)
        );
        Assert.Equal(
            test.Evaluations.Select(each => test.Read(each).Numbers(1).Average(loss => (double)loss)),
            record.Values(Metric.TestLoss).Select(loss => (double)loss),
            (one, other) => Math.Abs(one - other) < 1e-5
        );
        var labels = TrainingRecord.Corrupt(Spec).GivenLabels;
        var heldOut = file.Header.HeldOut.ToHashSet();
        foreach (var (evaluation, i) in file.Evaluations.Select((evaluation, i) => (evaluation, i)))
        {
            var predicted = file.Read(evaluation).Classes(0);
            Assert.Equal(
                (float)Accuracy(predicted, labels, index => !heldOut.Contains(index)),
                record.Values(Metric.TrainAccuracy).ElementAt(i)
            );
            Assert.Equal((float)Accuracy(predicted, labels, heldOut.Contains), record.Values(Metric.HoldOutAccuracy).ElementAt(i));
        }
        Assert.Empty(_complaints);
    }

    /// <summary>The checkpoint lies within an epoch, so that the ledger's predictions when shown are of both parts.</summary>
    [Theory]
    [InlineData("predictions")]
    [InlineData("ledger")]
    [InlineData("test-ledger")]
    public void Resumed_and_uninterrupted_runs_record_the_same_to_the_byte(string recorder)
    {
        var path = System.IO.Path.Combine(_folder, ExampleFile.NameOf(_runId, recorder));
        Train(new(), from: null);
        var whole = File.ReadAllBytes(path);
        File.Delete(path);
        var record = new TrainingRecord();
        // A worker that was killed after it had recorded an epoch goes on from a checkpoint of that epoch.
        var checkpoint = PauseAfter(step: 4, record);
        Train(new(), from: null);
        Train(record, checkpoint);
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_was_predicted_when_shown_gives_the_online_accuracy_of_each_epoch()
    {
        var record = new TrainingRecord();
        var checkpoint = PauseAfter(step: 8, record);
        Train(record, checkpoint);

        var file = ExampleFile.Open(System.IO.Path.Combine(_folder, ExampleFile.NameOf(_runId, "ledger")));
        var heldOut = file.Header.HeldOut.ToHashSet();
        var online = record.Values(Metric.OnlineAccuracy).ToList();
        Assert.Equal(4, online.Count);
        foreach (var (evaluation, i) in file.Evaluations.Select((evaluation, i) => (evaluation, i)))
        {
            var shown = file.Read(evaluation).Classes(1);
            Assert.Equal((float)Accuracy(shown, file.Header.GivenLabels!, index => !heldOut.Contains(index)), online[i]);
            Assert.All(heldOut, index => Assert.Equal(ExampleBlock.NoClass, shown[index]));
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_costs_the_record_and_not_the_run()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "file"), "");
        using var recording = new ExampleRecording(
            System.IO.Path.Combine(_folder, "file"),
            _runId,
            ExampleRecorders.Current.All,
            _complaints.Add
        );
        using var control = new TrainingControl { Examples = recording };
        Assert.Equal(4, TrainingRecord.Train(Spec, control).Last.Epochs);
        Assert.Equal(ExampleRecorders.Current.All.Count, _complaints.Count);
        Assert.All(ExampleRecorders.Current.All.Zip(_complaints), each =>
            Assert.StartsWith($"The record {each.First.Name} could not be written and ends here: ", each.Second, StringComparison.Ordinal)
        );
    }

    private static double Accuracy(ushort[] predicted, byte[] labels, Func<int, bool> counts)
    {
        var indices = Enumerable.Range(0, labels.Length).Where(counts).ToList();
        return indices.Count(index => predicted[index] == labels[index]) / (double)indices.Count;
    }

    private Checkpoint PauseAfter(int step, TrainingRecord record)
    {
        Checkpoint? kept = null;
        using var recording = Recording();
        using var control = new TrainingControl { CheckpointInterval = TimeSpan.FromTicks(1), Examples = recording };
        control.Keep = (checkpoint, _) =>
        {
            kept = checkpoint;
            if (checkpoint.Step >= step)
                control.Pause();
        };
        Assert.Throws<TrainingPausedException>(() => record.GoOn(Spec, control));
        return kept!;
    }

    private void Train(TrainingRecord record, Checkpoint? from)
    {
        using var recording = Recording();
        using var control = new TrainingControl { From = from, Examples = recording };
        record.GoOn(Spec, control);
    }

    private ExampleRecording Recording() => new(_folder, _runId, ExampleRecorders.Current.All, _complaints.Add);
}
