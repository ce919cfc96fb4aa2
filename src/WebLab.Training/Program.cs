using System.CommandLine;
using System.CommandLine.Help;
using WebLab.Science.Catalogue;
using WebLab.Training.Catalogue;
using WebLab.Training.Commands;
using WebLab.Training.LabExtensions;

// It loads none itself: it asks them in another process.
if (args is not ["worker", "describe", ..])
    ExtensionLoader.LoadNamed();

LabCatalogue.Use(TrainerCatalogue.Describe());

var weblab = new Command("weblab", "WebLab: what does a network learn, and what does it merely memorise?")
{
    TrainCommand.Create(),
    ModelsCommand.Create(),
    DatasetsCommand.Create(),
    PaperCommand.Create(),
    Theorem1Command.Create(),
    AuditCommand.Create(),
    WorkerCommand.Create(),
    ImportCommand.Create(),
    new HelpOption { Recursive = true },
};
return CommandLine.Run(weblab, args);
