using WebLab.Server.Runs.Lists;

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
        builder.Services.AddHostedService(services => services.GetRequiredService<RunChanges>());
        builder.Services.AddHostedService<HeldRuns>();
    }
}
