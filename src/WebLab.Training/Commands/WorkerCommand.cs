using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Training.Catalogue;
using WebLab.Training.Worker;

namespace WebLab.Training.Commands;

/// <summary><c>weblab worker</c>: what a server starts to train one run; not for people, who use <c>train</c>.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "Trains one run for a server, which writes the order to standard input.") { Hidden = true };
        var describe = new Command("describe", "Prints what this trainer can do, as one JSON object.");
        describe.SetAction(_ => Console.WriteLine(JsonSerializer.Serialize(TrainerCatalogue.Describe(), LabJson.Options)));
        command.Add(describe);
        command.SetAction(_ => WorkerProcess.Run(Console.In).GetAwaiter().GetResult());
        return command;
    }
}
