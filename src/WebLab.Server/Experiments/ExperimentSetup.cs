namespace WebLab.Server.Experiments;

public static class ExperimentSetup
{
    public static void AddExperiments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExperimentStore>();
        builder.Services.AddSingleton<ExperimentLauncher>();
    }
}
