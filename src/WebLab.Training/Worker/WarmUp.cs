using System.Text.Json;
using MessagePack;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Jobs;

namespace WebLab.Training.Worker;

/// <summary>
/// Loads libtorch and compiles the way of a run, by a run over a few images: a spare worker has done so before its order comes, and its
/// first point follows the order by tenths of a second.
/// </summary>
internal static class WarmUp
{
    private const int Images = 16;

    public static void Run()
    {
        var spec = new RunSpec
        {
            TrainSize = Images,
            TestSize = Images,
            BatchSize = Images,
            Epochs = 1,
            Corruption = new() { Kind = CorruptionKind.RandomLabels },
        };
        var data = Corruptor.Apply(spec, DatasetReader.Load(spec.Dataset, null, Images, Images), null);
        using var control = new TrainingControl();
        Trainer.Train(spec, data, ComputeDevice.Open("cpu", 1), new Silence(), control);
        var assignment = new WorkerAssignment
        {
            Job = JobKinds.Training.Id,
            Recipe = JsonSerializer.Serialize(spec, LabJson.Options),
            DataFolder = null,
            LabelFolder = null,
            Device = "cpu",
            Threads = 1,
            LastSequence = 0,
            Checkpoints = new(Guid.Empty, "", 0, false),
        };
        MessagePackSerializer.Deserialize<WorkerAssignment>(
            MessagePackSerializer.Serialize(assignment, ServerLink.Packing),
            ServerLink.Packing
        );
        MessagePackSerializer.Serialize(PointBatch.Of(1, []), ServerLink.Packing);
    }

    private sealed class Silence : ITrainingObserver
    {
        public void Started(RunFacts facts) => MessagePackSerializer.Serialize(facts, ServerLink.Packing);

        public void Points(IReadOnlyList<Point> points) { }

        public void Advanced(RunProgress progress, RunResult? result)
        {
            MessagePackSerializer.Serialize(progress, ServerLink.Packing);
            MessagePackSerializer.Serialize(result, ServerLink.Packing);
        }
    }
}
