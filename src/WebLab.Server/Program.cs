using WebLab.Server;
using WebLab.Server.Checkpoints;
using WebLab.Server.Corruption;
using WebLab.Server.Curves;
using WebLab.Server.Datasets;
using WebLab.Server.Devices;
using WebLab.Server.Experiments;
using WebLab.Server.Live;
using WebLab.Server.Notes;
using WebLab.Server.Paper;
using WebLab.Server.Problems;
using WebLab.Server.Runs;
using WebLab.Server.Runs.Lists;
using WebLab.Server.Security;
using WebLab.Server.Site;
using WebLab.Server.Storage;
using WebLab.Server.Theory;
using WebLab.Server.Workers;

return await Startup.Run(args, builder =>
{
    builder.AddProblems();
    builder.AddSecurity();
    builder.AddSite();
    builder.AddStorage();
    builder.AddExperiments();
    builder.AddCurves();
    builder.AddDatasets();
    builder.AddDevices();
    builder.AddLive();
    builder.AddWorkers();
    builder.AddCheckpoints();
    builder.AddRuns();
    builder.AddPaper();
}, app =>
{
    app.UseSecurity();
    app.UseProblems();
    app.MapExperiments();
    app.MapRuns();
    app.MapRunLists();
    app.MapRunRows();
    app.MapRunActions();
    app.MapNotes();
    app.MapCurves();
    app.MapCurveQueries();
    app.MapDatasets();
    app.MapLabels();
    app.MapCorruption();
    app.MapDevices();
    app.MapTheory();
    app.MapPaper();
    app.MapLive();
    app.MapWorkers();
    app.MapWorkerLogs();
    app.MapSite();
});
