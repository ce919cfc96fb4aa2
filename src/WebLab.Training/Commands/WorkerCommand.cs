using System.CommandLine;
using WebLab.Training.Worker;

namespace WebLab.Training.Commands;

/// <summary><c>weblab worker</c>: what a server starts to train one run; not for people, who use <c>train</c>.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "Trains one run for a server, which writes the order to standard input.") { Hidden = true };
        command.SetAction(_ => WorkerProcess.Run(Console.In).GetAwaiter().GetResult());
        return command;
    }
}
