using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Examples;
using WebLab.Science.Specs;
using WebLab.Training.Worker;

namespace WebLab.Training.Commands;

/// <summary><c>weblab train</c>: the worker's trainer without a server.</summary>
internal static class TrainCommand
{
    /// <summary>The options that are no field of a recipe, without dashes.</summary>
    public static IReadOnlyList<string> OwnOptions =>
        [.. Create().Options.Select(option => option.Name[2..]).Append("help").Except(SpecFields.All.Select(own => own.Name))];

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
        var record = new Option<string>("--record")
        {
            Description =
                "A folder in which the prediction of each training example is recorded at every epoch, and the networks of "
                + "--kept-networks.",
            HelpName = "folder",
        };
        var threads = ComputeOptions.Threads();
        var device = ComputeOptions.Device();
        var memory = MemoryOption.Create();
        var json = new Option<bool>("--json") { Description = "Only the last line: the measures as one JSON object." };
        var command = new Command(
            "train",
            "Trains one network without a server: one row an epoch, and as the last line the measures as one JSON object."
        );
        specOptions.AddTo(command);
        foreach (var option in new Option[] { data, labels, record, threads, device, memory, json })
            command.Add(option);
        command.SetAction(parsed =>
        {
            var folder = FolderOption.Read(parsed, data);
            // A name that the product has not is one of the person's own, of the files in the folder.
            if (specOptions.Dataset(parsed) is { } name && DatasetFacts.Find(name) is null && folder is not null)
                OwnDataset.Add(name, folder);
            var spec = specOptions.Read(parsed);
            var (run, records) = (Guid.NewGuid(), FolderOption.Read(parsed, record));
            if (spec.KeptNetworks > 0 && records is null)
                throw new UsageException(
                    Sentence.Of(
                        $"keptNetworks must be 0 without --record, the folder that networks are kept in; it was {spec.KeptNetworks}."
                    )
                );
            var labelFolder = FolderOption.Read(parsed, labels) ?? folder;
            var compute = ComputeOptions.Open(parsed, device, threads);
            var corrupted = RunData.Read(
                spec,
                new(folder, labelFolder),
                compute,
                MemoryOption.Read(parsed, memory),
                Console.Error.WriteLine
            );

            using var interrupted = new Interruption();
            var output = parsed.GetValue(json) ? TextWriter.Null : Console.Out;
            using var recording = records is null
                ? null
                : new ExampleRecording(records, run, ExampleRecorders.Current.All, Console.Error.WriteLine);
            using var control = new TrainingControl(interrupted.Token)
            {
                Examples = recording,
                KeepNetwork = records is null ? null : new CheckpointFolder(new(run, records, 0, KeepsFinal: false)).WriteNetwork,
            };
            var watch = Stopwatch.StartNew();
            var result = Execution.Run(spec, corrupted, compute, new TrainingTable(output), control);
            if (recording is not null)
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"recording took {recording.Elapsed / watch.Elapsed * 100:0.00} % of the training"
                    )
                );
            Console.WriteLine(JsonSerializer.Serialize(result, LabJson.Options));
        });
        return command;
    }
}
