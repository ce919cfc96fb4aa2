namespace WebLab.Server.Clusters;

public static class ClusterSetup
{
    public static void AddClusters(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ClusterSettingsStore>();
        builder.Services.AddSingleton<ClusterConnection>();
        builder.Services.AddSingleton<SlurmArrayStore>();
        builder.Services.AddSingleton<HashedFolders>();
        builder.Services.AddSingleton<WorkerCopy>();
        builder.Services.AddSingleton<DataCopy>();
        builder.Services.AddSingleton<ClusterNotes>();
        builder.Services.AddSingleton<SlurmUpload>();
        builder.Services.AddSingleton<ClusterTester>();
        builder.Services.AddHostedService<SlurmSubmitter>();
        builder.Services.AddHostedService<SlurmFollower>();
    }
}
