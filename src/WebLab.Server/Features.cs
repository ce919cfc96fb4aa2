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
using WebLab.Server.Experiments;
using WebLab.Server.Health;
using WebLab.Server.LabelAudits;
using WebLab.Server.Live;
using WebLab.Server.Maintenance;
using WebLab.Server.Notes;
using WebLab.Server.Notifications;
using WebLab.Server.Paper;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Retention;
using WebLab.Server.Runs;
using WebLab.Server.Security;
using WebLab.Server.Site;
using WebLab.Server.Storage;
using WebLab.Server.Telemetry;
using WebLab.Server.Theory;
using WebLab.Server.Workers;

namespace WebLab.Server;

/// <summary>What the lab consists of, a line each for its services and its routes.</summary>
internal static class Features
{
    /// <summary>What runs beside the requests starts in this order and stops in the other.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        builder.AddCatalogue();
        builder.AddProblems();
        builder.AddSecurity();
        builder.AddSite();
        builder.AddStorage();
        builder.Services.AddSingleton<BackgroundTasks>();
        builder.Services.AddHostedService<ControlPipe>();
        builder.AddAccounts();
        builder.Services.AddSingleton<AuditLog>();
        builder.AddHealth();
        builder.AddTelemetry();
        builder.AddRuns();
        builder.AddLabelAudits();
        builder.Services.AddHostedService<RunEffects>();
        builder.AddExperiments();
        builder.Services.AddSingleton<CurveStore>();
        builder.AddDatasets();
        builder.AddDevices();
        builder.AddLive();
        builder.AddWorkers();
        builder.AddClusters();
        builder.AddCheckpoints();
        builder.AddQueue();
        builder.AddNotifications();
        builder.AddRetention();
        builder.Services.AddSingleton<PaperLibrary>();
    }

    public static void Map(WebApplication app)
    {
        // Each of these sees what the ones before let through: the address that the browser knows, its rights, the trail of what it did.
        app.UseProxies();
        app.UseSecurity();
        app.UseProblems();
        app.UseAccounts();
        app.UseMiddleware<AuditTrail>();
        app.Use(BodyLimit.Check);

        app.MapAccounts();
        app.MapAudit();
        app.MapExperiments();
        app.MapRuns();
        app.MapLabelAudits();
        app.MapCurves();
        app.MapNotes();
        app.MapQueue();
        app.MapNotifications();
        app.MapRetention();
        app.MapDatasets();
        app.MapCorruption();
        app.MapCatalogue();
        app.MapDevices();
        app.MapClusters();
        app.MapTheory();
        app.MapPaper();
        app.MapLive();
        app.MapWorkers();
        app.MapHealth();
        app.MapTelemetry();
        app.MapSite();
    }
}
