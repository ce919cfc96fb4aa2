namespace WebLab.Server.Queue;

public static class QueueSetup
{
    public static void AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RunQueue>();
        builder.Services.AddSingleton<QueueLimits>();
        builder.Services.AddSingleton<QueueForecast>();
        builder.Services.AddSingleton<RunThreads>();
        builder.Services.AddSingleton<NextRun>();
        builder.Services.AddSingleton<PlacementMeasuring>();
        builder.Services.AddSingleton<Scheduler>();
        // What starts last stops first: no run is started while the workers are ended.
        builder.Services.AddHostedService<RunTakeUp>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Scheduler>());
    }
}
