using WebLab.Contracts;
using WebLab.Server.Accounts;
using WebLab.Server.Checkpoints;
using WebLab.Server.Curves;
using WebLab.Server.Examples;
using WebLab.Server.Reports;
using WebLab.Server.Runs.Lists;
using WebLab.Server.Workers;

namespace WebLab.Server.Runs;

public static class RunSetup
{
    public static void AddRuns(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunStore>();
        builder.Services.AddSingleton<WorkerStore>();
        builder.Services.AddSingleton<DeviceTimeStore>();
        builder.Services.AddSingleton<RunLifecycle>();
        builder.Services.AddSingleton<RunChanges>();
        builder.Services.AddSingleton<RunSearch>();
        builder.Services.AddSingleton<RunActions>();
        builder.Services.AddSingleton<RunContinuation>();
        builder.Services.AddSingleton<NamedNetworks>();
        builder.Services.AddSingleton<LedgerStore>();
        builder.Services.AddSingleton<LedgerScores>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunChanges>());
        builder.Services.AddHostedService<HeldRuns>();
    }

    /// <summary>All of <c>/api/runs</c>.</summary>
    public static void MapRuns(this WebApplication app)
    {
        var runs = app.MapGroup(ApiRoutes.Runs).WithTags("Runs").RequireAuthorization(Policies.Read);
        RunApi.Map(runs);
        RunListApi.Map(runs);
        RunRowApi.Map(runs);
        RunTableApi.Map(runs);
        RunActionApi.Map(runs);
        MoreEpochsApi.Map(runs);
        CurveApi.Map(runs);
        ExampleApi.Map(runs);
        LedgerApi.Map(runs);
        LedgerFiles.Map(runs);
        WorkerLogApi.Map(runs);
        AnalysisApi.Map(runs);
        ReportCsvApi.Map(runs);
        CheckpointApi.Map(runs);
    }
}
