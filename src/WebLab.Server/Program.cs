using WebLab.Server;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Background;
using WebLab.Server.Catalogue;
using WebLab.Server.Checkpoints;
using WebLab.Server.Clusters;
using WebLab.Server.Corruption;
using WebLab.Server.Curves;
using WebLab.Server.Datasets;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Use;
using WebLab.Server.Examples;
using WebLab.Server.Experiments;
using WebLab.Server.Health;
using WebLab.Server.Live;
using WebLab.Server.Maintenance;
using WebLab.Server.Notes;
using WebLab.Server.Notifications;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Paper;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Retention;
using WebLab.Server.Runs;
using WebLab.Server.Runs.Lists;
using WebLab.Server.Security;
using WebLab.Server.Site;
using WebLab.Server.Storage;
using WebLab.Server.Telemetry;
using WebLab.Server.Theory;
using WebLab.Server.Workers;

PrivateFiles.FromNowOn();
if (MaintenanceCommand.Handles(args))
    return await MaintenanceCommand.Run(args);
return await Startup.Run(
    args,
    builder =>
    {
        builder.AddCatalogue();
        builder.AddProxies();
        builder.AddProblems();
        builder.AddSecurity();
        builder.AddRateLimits();
        builder.AddSite();
        builder.AddStorage();
        builder.AddBackground();
        builder.AddMaintenance();
        builder.AddAccounts();
        builder.AddAudit();
        builder.AddHealth();
        builder.AddTelemetry();
        builder.AddRuns();
        builder.Services.AddHostedService<RunEffects>();
        builder.AddExperiments();
        builder.AddCurves();
        builder.AddDatasets();
        builder.AddDevices();
        builder.AddLive();
        builder.AddWorkers();
        builder.AddClusters();
        builder.AddCheckpoints();
        builder.AddQueue();
        builder.AddNotifications();
        builder.AddRetention();
        builder.AddPaper();
    },
    app =>
    {
        app.UseProxies();
        app.UseSecurity();
        app.UseProblems();
        app.UseAccounts();
        app.UseAudit();
        app.MapAccounts();
        app.MapAudit();
        app.MapExperiments();
        app.MapExperimentArchive();
        app.MapRuns();
        app.MapRunLists();
        app.MapRunRows();
        app.MapRunTable();
        app.MapRunActions();
        app.MapNotes();
        app.MapQueue();
        app.MapNotifications();
        app.MapWebhooks();
        app.MapRetention();
        app.MapCurves();
        app.MapCurveQueries();
        app.MapExamples();
        app.MapAnalyses();
        app.MapDatasets();
        app.MapLabels();
        app.MapCorruption();
        app.MapCatalogue();
        app.MapDevices();
        app.MapTheory();
        app.MapPaper();
        app.MapLive();
        app.MapWorkers();
        app.MapWorkerLogs();
        app.MapHealth();
        app.MapTelemetry();
        app.MapSite();
    }
);
