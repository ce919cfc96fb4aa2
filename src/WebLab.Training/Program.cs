using System.CommandLine;
using System.CommandLine.Help;
using WebLab.Training.Commands;

var weblab = new Command("weblab", "WebLab: what does a network learn, and what does it merely memorise?")
{
    TrainCommand.Create(),
    ModelsCommand.Create(),
    DatasetsCommand.Create(),
    PaperCommand.Create(),
    Theorem1Command.Create(),
    WorkerCommand.Create(),
    new HelpOption { Recursive = true },
};
return CommandLine.Run(weblab, args);
