namespace WebLab.Server.Queue;

public static class QueueSetup
{
    public static void AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SchedulerOptions>().BindConfiguration("Scheduler").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RunQueue>();
        builder.Services.AddSingleton<QueueLimits>();
        builder.Services.AddSingleton<QueueForecast>();
        builder.Services.AddHostedService<Scheduler>();
    }
}
