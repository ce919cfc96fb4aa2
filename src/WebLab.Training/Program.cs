using System.CommandLine;
using System.CommandLine.Help;
using WebLab.Science.Catalogue;
using WebLab.Training.Catalogue;
using WebLab.Training.Commands;
using WebLab.Training.LabExtensions;

if (Environment.GetEnvironmentVariable(ExtensionLoader.Variable) is { Length: > 0 } extensions)
    ExtensionLoader.Load(extensions);

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
