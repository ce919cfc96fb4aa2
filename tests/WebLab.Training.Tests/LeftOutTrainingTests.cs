using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Examples;
using WebLab.Data.Labels;
using WebLab.Training.Kernels;
using static TorchSharp.torch;

namespace WebLab.Training.Tests;

/// <summary>What a label file leaves out is trained on by nothing, and keeps its place in every record.</summary>
public sealed class LeftOutTrainingTests : IDisposable
{
    private const int Count = 60;

    private static readonly int[] Out = [0, 7, 41, 59];

    private static readonly RunSpec Spec = new()
    {
        TrainSize = Count,
        TestSize = 40,
        Epochs = 2,
        BatchSize = 10,
        Model = ModelName.Linear,
        Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = "y.npy" },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-left-out").FullName;
    private readonly CorruptedSet _data;

    public LeftOutTrainingTests()
    {
        var data = DatasetReader.Load(DatasetName.Generated, null, Count, 40);
        // Every tenth label is another, so that rows which were mixed up would be seen.
        int[] labels = [.. data.Train.Labels.Select((label, i) => Out.Contains(i) ? -1 : i % 10 == 3 ? (label + 1) % 10 : label)];
        File.WriteAllBytes(Path.Combine(_folder, "y.npy"), LabelArrayWriter.Write(labels));
        _data = Corruptor.Apply(Spec, data, _folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void No_epoch_shows_them_and_each_row_keeps_its_label_and_its_original_index(double holdOut)
    {
        using var scope = NewDisposeScope();
        using var data = new TrainingData(Spec with { Regularisers = new() { HoldOut = holdOut } }, _data, CPU);
        int[] heldOut = [.. data.HeldOut?.Indices ?? []];
        Assert.Equal((int)(holdOut * (Count - Out.Length)), heldOut.Length);
        Assert.Equal(Enumerable.Range(0, Count).Except(Out), data.Train.Indices.Concat(heldOut).Order());
        Assert.Equal(Out, data.LeftOut!.Indices);
        Assert.Equal(Out.Concat(heldOut).Order(), Enumerable.Range(0, Count).Where(i => data.HeldOutMask[i]));

        var rows = data.BeginEpoch(1, 0);
        var originals = data.Originals(rows).data<long>().ToArray();
        Assert.Equal(data.Train.Indices.Order(), originals.Select(original => (int)original).Order());
        Assert.Equal(
            originals.Select(original => (long)_data.GivenLabels[original]),
            data.Train.GivenLabels.index_select(0, rows).data<long>().ToArray()
        );
    }

    [Fact]
    public void A_record_has_all_examples_at_their_original_indices_and_the_reported_accuracy_is_of_those_trained_on()
    {
        var (run, record) = (Guid.NewGuid(), new TrainingRecord());
        using (var recording = new ExampleRecording(_folder, run, ExampleRecorders.Current.All, Assert.Fail))
        {
            using var control = new TrainingControl { Examples = recording };
            Trainer.Train(Spec, _data, ComputeDevice.Open("cpu", 1), record, control);
        }
        Assert.Equal((Out.Length, 6), (record.Facts!.LeftOut, record.Facts.StepsPerEpoch));
        Assert.Equal(_data.RealisedNoiseRate, record.Facts.RealisedNoiseRate);
        var file = ExampleFile.Open(Path.Combine(_folder, ExampleFile.NameOf(run, "ledger")));
        Assert.Equal(Out, file.Header.HeldOut);
        var block = file.Read(file.Evaluations[^1]);
        var (predicted, shown) = (block.Classes(0), block.Classes(1));
        Assert.DoesNotContain(ExampleBlock.NoClass, predicted);
        Assert.Equal(Out, Enumerable.Range(0, Count).Where(i => shown[i] == ExampleBlock.NoClass));
        var kept = Enumerable.Range(0, Count).Except(Out).ToList();
        Assert.Equal(
            (float)(kept.Count(i => predicted[i] == _data.GivenLabels[i]) / (double)kept.Count),
            record.Values(Metric.TrainAccuracy).Last()
        );
    }

    [Fact]
    public void A_kernel_is_solved_without_them()
    {
        var spec = Spec with { Model = ModelName.LinearKernel };
        var (all, kept) = (new TrainingRecord(), new TrainingRecord());
        var device = ComputeDevice.Open("cpu", 1);
        var solved = KernelRun.Solve(spec, _data, device, all, default);
        var alone = KernelRun.Solve(spec with { TrainSize = Count - Out.Length }, _data.WithoutLeftOut(), device, kept, default);
        Assert.Equal(
            (alone.SolutionNorm, alone.TestAccuracy, alone.Parameters),
            (solved.SolutionNorm, solved.TestAccuracy, solved.Parameters)
        );
        Assert.Equal((Out.Length, 0), (all.Facts!.LeftOut, kept.Facts!.LeftOut));
        Assert.Equal(_data.GivenLabelHash, solved.GivenLabelHash);
    }
}
