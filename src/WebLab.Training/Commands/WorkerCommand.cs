using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Training.Catalogue;
using WebLab.Training.Worker;

namespace WebLab.Training.Commands;

/// <summary><c>weblab worker</c>: what a launcher starts for one job; not for people, who use <c>train</c>.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var order = new Option<string?>("--order")
        {
            Description = "The file with the order; without it the first line of input names it.",
        };
        var command = new Command("worker", "Does one job for a server, by an order that it leaves in a file.") { order };
        command.Hidden = true;
        var describe = new Command("describe", "Prints what this trainer can do, as one JSON object.");
        describe.SetAction(_ => Console.WriteLine(JsonSerializer.Serialize(TrainerCatalogue.Describe(), LabJson.Options)));
        command.Add(describe);
        command.Add(CreateReach(order));
        command.Add(MeasureCommand.Create());
        command.SetAction(parsed => WorkerProcess.Run(Console.In, parsed.GetValue(order)).GetAwaiter().GetResult());
        return command;
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
