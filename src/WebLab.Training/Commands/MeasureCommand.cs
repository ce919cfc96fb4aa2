using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Examples;
using WebLab.Training.Checkpoints;
using static TorchSharp.torch;

namespace WebLab.Training.Commands;

/// <summary><c>worker measure</c>: a training with records and checkpoints, and where its time went, as one JSON object for <c>bench
/// train</c>.</summary>
internal static class MeasureCommand
{
    private const int Products = 6,
        Checkpoints = 4;

    public static Command Create()
    {
        var specOptions = new SpecOptions();
        var threads = ComputeOptions.Threads();
        var device = ComputeOptions.Device();
        var command = new Command("measure", "Trains, and prints where the time went as one JSON object.") { threads, device };
        specOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var spec = specOptions.Read(parsed);
            Console.WriteLine(JsonSerializer.Serialize(Measure(spec, ComputeOptions.Open(parsed, device, threads)), LabJson.Options));
        });
        return command;
    }

    private static TrainingMeasurement Measure(RunSpec spec, ComputeDevice device)
    {
        var folder = Directory.CreateTempSubdirectory("weblab-measure-");
        try
        {
            var cold = new TrainingParts();
            Train(spec with { Epochs = 1, TrainSize = spec.BatchSize }, folder.FullName, device, new() { Parts = cold }, new());
            var sinceStart = (TimeProvider.System.GetUtcNow() - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;
            var coldSeconds = sinceStart - Stopwatch.GetElapsedTime(cold.FirstStepAt).TotalSeconds;

            // A lab's worker finds on the disk what an earlier run has drawn.
            DatasetReader.Load(spec.Dataset, null, spec.TrainSize, spec.TestSize, folder.FullName);
            var warm = new TrainingParts();
            var ordered = Stopwatch.GetTimestamp();
            Train(spec with { Epochs = 1 }, folder.FullName, device, new() { Parts = warm }, new());
            var warmSeconds = Stopwatch.GetElapsedTime(ordered, warm.FirstStepAt).TotalSeconds;

            var type = spec.Precision == PrecisionName.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
            var ceiling = TrainingMeasurement.Products(type, Products).ToList();
            var (parts, speeds) = (new TrainingParts(), new EpochSpeeds());
            using var recording = new ExampleRecording(
                folder.FullName,
                Guid.NewGuid(),
                ExampleRecorders.Current.All,
                Console.Error.WriteLine
            );
            Train(spec, folder.FullName, device, new() { Parts = parts, Examples = recording }, speeds);
            ceiling.AddRange(TrainingMeasurement.Products(type, Products));

            var images = Median(speeds.Seen.Skip(1));
            return new(
                images,
                Enum.GetValues<TrainingPart>().ToDictionary(part => part, parts.Seconds),
                recording.Elapsed.TotalSeconds,
                CheckpointSeconds(spec, device, folder.FullName),
                images * TrainingMeasurement.FlopsPerImage(spec) / 1e9,
                Median(ceiling),
                coldSeconds,
                warmSeconds
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What one checkpoint takes, of one after each of some steps.</summary>
    private static double CheckpointSeconds(RunSpec spec, ComputeDevice device, string folder)
    {
        var (parts, taken) = (new TrainingParts(), 0);
        var control = new TrainingControl
        {
            Parts = parts,
            CheckpointInterval = TimeSpan.FromTicks(1),
            Keep = (checkpoint, _) => CheckpointFile.Write(Path.Combine(folder, $"{taken++}.checkpoint"), checkpoint),
        };
        Train(spec with { Epochs = 1, TrainSize = Math.Min(spec.TrainSize, Checkpoints * spec.BatchSize) }, folder, device, control, new());
        return parts.Seconds(TrainingPart.Checkpoints) / taken;
    }

    private static void Train(RunSpec spec, string drawn, ComputeDevice device, TrainingControl control, EpochSpeeds speeds)
    {
        using (control)
        {
            var dataset = DatasetReader.Load(spec.Dataset, null, spec.TrainSize, spec.TestSize, drawn);
            Trainer.Train(spec, Corruptor.Apply(spec, dataset, null), device, speeds, control);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new UsageException("epochs must be at least 2 to be measured, of which the first only warms up.")
            : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    /// <summary>The speed of each epoch.</summary>
    private sealed class EpochSpeeds : ITrainingObserver
    {
        public List<double> Seen { get; } = [];

        public void Started(RunFacts facts) { }

        public void Points(IReadOnlyList<Point> points) =>
            Seen.AddRange(points.Where(point => point.Metric == Metric.ImagesPerSecond).Select(point => (double)point.Value));

        public void Advanced(RunProgress progress, RunResult? result) { }
    }
}
