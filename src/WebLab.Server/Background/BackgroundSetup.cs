namespace WebLab.Server.Background;

public static class BackgroundSetup
{
    public static void AddBackground(this WebApplicationBuilder builder) => builder.Services.AddSingleton<BackgroundTasks>();
}
