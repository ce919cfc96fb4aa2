namespace WebLab.Server.Checkpoints;

public static class CheckpointSetup
{
    public static void AddCheckpoints(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CheckpointOptions>().BindConfiguration("Checkpoints").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CheckpointStore>();
    }
}
