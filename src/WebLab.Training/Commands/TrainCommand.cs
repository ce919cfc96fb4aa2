using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;

namespace WebLab.Training.Commands;

/// <summary><c>weblab train</c>: the worker's trainer without a server.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var specOptions = new SpecOptions();
        var data = new Option<string>("--data")
        {
            Description = "The folder with the data set's files, or their parent; not needed for generated.",
            HelpName = "folder",
        };
        var labels = new Option<string>("--labels")
        {
            Description = "The folder of --label-file; default the folder of --data.",
            HelpName = "folder",
        };
        var threads = ComputeOptions.Threads();
        var device = ComputeOptions.Device();
        var json = new Option<bool>("--json") { Description = "Only the last line: the measures as one JSON object." };
        var command = new Command(
            "train",
            "Trains one network without a server: one row an epoch, and as the last line the measures as one JSON object."
        );
        specOptions.AddTo(command);
        foreach (var option in new Option[] { data, labels, threads, device, json })
            command.Add(option);
        command.SetAction(parsed =>
        {
            var spec = specOptions.Read(parsed);
            var folder = FolderOption.Read(parsed, data);
            var labelFolder = FolderOption.Read(parsed, labels) ?? folder;
            var compute = ComputeOptions.Open(parsed, device, threads);
            var dataset = DatasetReader.Load(spec.Dataset, folder, spec.TrainSize, spec.TestSize);
            var corrupted = Corruptor.Apply(spec, dataset, labelFolder);

            using var interrupted = new CancellationTokenSource();
            Console.CancelKeyPress += (_, pressed) =>
            {
                pressed.Cancel = true;
                interrupted.Cancel();
            };
            ITrainingObserver observer = new TrainingTable(parsed.GetValue(json) ? TextWriter.Null : Console.Out);
            using var control = new TrainingControl(interrupted.Token);
            var result = Execution.Run(spec, corrupted, compute, observer, control);
            Console.WriteLine(JsonSerializer.Serialize(result, LabJson.Options));
        });
        return command;
    }
}
