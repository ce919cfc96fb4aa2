using WebLab.Server.Runs.Lists;

namespace WebLab.Server.Runs;

public static class RunSetup
{
    public static void AddRuns(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunStore>();
        builder.Services.AddSingleton<RunSearch>();
        builder.Services.AddSingleton<Recorder>();
        builder.Services.AddSingleton<RunControl>();
        builder.Services.AddSingleton<RunActions>();
        builder.Services.AddHostedService<HeldRuns>();
    }
}
