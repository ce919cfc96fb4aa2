using Microsoft.Extensions.Options;

namespace WebLab.Server.Storage;

public static class StorageSetup
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new StoreFolder(services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder));
        builder.Services.AddSingleton<LabDatabase>();
        builder.Services.AddSingleton<DiskRoom>();
        builder.Services.AddHostedService<Compactor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DiskRoom>());
    }
}
