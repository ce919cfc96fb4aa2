using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Training.Catalogue;
using WebLab.Training.LabExtensions;
using WebLab.Training.Worker;

namespace WebLab.Training.Commands;

/// <summary><c>weblab worker</c>: what a launcher starts for one job; not for people, who use <c>train</c>.</summary>
internal static class WorkerCommand
{
    /// <summary>A quarter of a second is usual; the rest is for a machine that has other things to do.</summary>
    private const double PatienceSeconds = 10;

    public static Command Create()
    {
        var order = new Option<string?>("--order")
        {
            Description = "The file with the order; without it the first line of input names it.",
        };
        var command = new Command("worker", "Does one job for a server, by an order that it leaves in a file.") { order };
        command.Hidden = true;
        command.Add(CreateDescribe());
        command.Add(CreateAnswer());
        command.Add(CreateReach(order));
        command.Add(MeasureCommand.Create());
        command.Add(CreatePace());
        command.SetAction(parsed =>
            // Not Console.In, which is an extension's too.
            WorkerProcess.Run(new StreamReader(Console.OpenStandardInput()), parsed.GetValue(order)).GetAwaiter().GetResult()
        );
        return command;
    }

    private static Command CreatePace()
    {
        var pace = new Command("pace", "Takes steps of a recipe as fast as it can and tells how fast, for a server that places runs.");
        pace.SetAction(_ =>
        {
            using var output = new StreamWriter(Console.OpenStandardOutput());
            PaceTrainer.Run(new StreamReader(Console.OpenStandardInput()), output);
        });
        return pace;
    }

    private static Command CreateDescribe()
    {
        var patience = new Option<double>("--patience")
        {
            Description = "How many seconds extensions may take to say what they bring.",
            DefaultValueFactory = _ => PatienceSeconds,
        };
        var describe = new Command("describe", "Prints what this trainer can do, as one JSON object.") { patience };
        describe.SetAction(parsed =>
        {
            var catalogue = Environment.GetEnvironmentVariable(ExtensionLoader.Variable) is { Length: > 0 } folder
                ? new ExtensionTrials(folder, TimeSpan.FromSeconds(parsed.GetValue(patience))).Describe().GetAwaiter().GetResult()
                : TrainerCatalogue.Describe();
            Console.WriteLine(JsonSerializer.Serialize(catalogue, LabJson.Options));
        });
        return describe;
    }

    private static Command CreateAnswer()
    {
        var into = new Option<string>("--into") { Description = "The file to write.", Required = true };
        var answer = new Command("answer", "Writes what this trainer can do with its extensions, for describe.") { into };
        answer.SetAction(parsed =>
        {
            var file = parsed.GetValue(into)!;
            // Whole or not at all, whenever an extension ends the process.
            File.WriteAllBytes(file + ".tmp", JsonSerializer.SerializeToUtf8Bytes(TrainerCatalogue.Describe(), LabJson.Options));
            File.Move(file + ".tmp", file);
        });
        return answer;
    }

    private static Command CreateReach(Option<string?> order)
    {
        var reach = new Command("reach", "Says whether the server of an order can be reached from here.") { order };
        reach.SetAction(parsed =>
            Console.WriteLine(
                ServerReach
                    .Try(JsonSerializer.Deserialize<WorkerOrder>(File.ReadAllText(parsed.GetValue(order)!), LabJson.Options)!)
                    .GetAwaiter()
                    .GetResult()
            )
        );
        return reach;
    }
}
