using System.CommandLine;
using System.CommandLine.Help;
using WebLab.Bench;
using WebLab.Bench.Clusters;
using WebLab.Bench.Import;
using WebLab.Bench.LabelAudits;
using WebLab.Bench.Live;
using WebLab.Bench.Memorisation;
using WebLab.Bench.Reliability;
using WebLab.Bench.Store;
using WebLab.Bench.Training;
using WebLab.Bench.Ui;
using WebLab.Bench.Workers;

var bench = new Command("bench", "Measures WebLab: a table of values beside their targets, exit code 1 when one is missed.")
{
    TrainBench.Create(),
    LiveBench.Create(),
    ReliabilityBench.Create(),
    ImportBench.Create(),
    ClusterBench.Create(),
    SeedCommand.Create(),
    StoreBench.Create(),
    UiBench.Create(),
    AuditBench.Create(),
    MemorisationBench.Create(),
    StandIn.Create(),
    new HelpOption { Recursive = true },
};
return await BenchCommand.Run(bench, args);
