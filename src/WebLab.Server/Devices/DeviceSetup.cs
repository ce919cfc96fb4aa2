using Microsoft.Extensions.Options;
using WebLab.Server.Queue;
using WebLab.Server.Workers;

namespace WebLab.Server.Devices;

public static class DeviceSetup
{
    public static void AddDevices(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new DeviceBoard(
            DeviceFinder.Find(
                Path.GetDirectoryName(services.GetRequiredService<IOptions<WorkerOptions>>().Value.Find())!,
                services.GetRequiredService<IOptions<SchedulerOptions>>().Value,
                Environment.ProcessorCount
            )
        ));
        builder.Services.AddSingleton<DeviceTimeStore>();
        builder.Services.AddSingleton<DeviceSampler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeviceSampler>());
    }
}
