namespace WebLab.Server.Datasets;

public static class DatasetSetup
{
    public static void AddDatasets(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatasetOptions>().BindConfiguration("Datasets").ValidateOnStart()
            .PostConfigure(options => options.Root = options.Root is { } root ? Path.GetFullPath(root) : null);
        builder.Services.AddSingleton<DatasetLibrary>();
        builder.Services.AddSingleton<DatasetImages>();
        builder.Services.AddHostedService<DatasetChecker>();
    }
}
