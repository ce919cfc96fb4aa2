namespace WebLab.Server.Datasets;

public static class DatasetSetup
{
    public static void AddDatasets(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatasetOptions>().BindConfiguration("Datasets").ValidateOnStart();
        builder.Services.AddSingleton<DatasetLibrary>();
    }
}
