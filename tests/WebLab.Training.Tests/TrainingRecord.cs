using TorchSharp;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;

namespace WebLab.Training.Tests;

/// <summary>Trains as the worker does, on one thread, and keeps what was told.</summary>
internal sealed class TrainingRecord : ITrainingObserver
{
    public RunFacts? Facts { get; private set; }

    public List<Point> All { get; } = [];

    public List<RunResult> Epochs { get; } = [];

    /// <summary>Live tensors of the process at the end of each epoch.</summary>
    public List<long> Tensors { get; } = [];

    public RunResult Last => Epochs[^1];

    public static TrainingRecord Train(RunSpec spec, CancellationToken cancel = default)
    {
        using var control = new TrainingControl(cancel);
        return Train(spec, control);
    }

    public static TrainingRecord Train(RunSpec spec, TrainingControl control)
    {
        var record = new TrainingRecord();
        record.GoOn(spec, control);
        return record;
    }

    public void GoOn(RunSpec spec, TrainingControl control) =>
        Trainer.Train(spec, Corrupt(spec), ComputeDevice.Open("cpu", 1), this, control);

    public static CorruptedSet Corrupt(RunSpec spec) =>
        Corruptor.Apply(spec, DatasetReader.Load(spec.Dataset, folder: null, spec.TrainSize, spec.TestSize), labelFolder: null);

    public IEnumerable<float> Values(Metric metric) => All.Where(point => point.Metric == metric).Select(point => point.Value);

    public void Started(RunFacts facts) => Facts = facts;

    public void Points(IReadOnlyList<Point> points) => All.AddRange(points);

    public void Advanced(RunProgress progress, RunResult? result)
    {
        if (result is null || result.Epochs == Epochs.Count)
            return;
        Epochs.Add(result);
        Tensors.Add(torch.Tensor.TotalCount);
    }
}
