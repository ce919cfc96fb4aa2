using WebLab.Server.Devices.Placements;
using WebLab.Server.Devices.Use;

namespace WebLab.Server.Devices;

public static class DeviceSetup
{
    public static void AddDevices(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DeviceOptions>().BindConfiguration("Scheduler").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PlacementTables>();
        builder.Services.AddSingleton<PlacementObserver>();
        builder.Services.AddSingleton<PlacementProbe>();
        builder.Services.AddSingleton<DeviceSampler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeviceSampler>());
    }
}
