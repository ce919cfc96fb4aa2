using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

public static class WorkerSetup
{
    public static void AddWorkers(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<WorkerOptions>()
            .BindConfiguration("Worker")
            .PostConfigure<StoreFolder>((options, store) => options.Extensions ??= store.Extensions)
            .Validate(
                options => File.Exists(options.Find()),
                "Worker:Path must name WebLab.Training.dll; build the worker first, or say where it is."
            )
            .ValidateOnStart();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, WorkerAuthentication>(WorkerAuthentication.Name, null);
        builder
            .Services.AddSignalR()
            .AddMessagePackProtocol(pack =>
                pack.SerializerOptions = MessagePackSerializerOptions
                    .Standard.WithResolver(ContractlessStandardResolver.Instance)
                    .WithSecurity(MessagePackSecurity.UntrustedData)
            )
            .AddHubOptions<WorkerHub>(hub =>
            {
                hub.SupportedProtocols = ["messagepack"];
                hub.MaximumReceiveMessageSize = 4 * 1024 * 1024;
                hub.AddFilter<DiskRoomHubFilter>();
            });
        builder.Services.AddSingleton<DiskRoomHubFilter>();
        builder.Services.AddOptions<DrainOptions>().BindConfiguration("Scheduler").ValidateDataAnnotations().ValidateOnStart();
        foreach (var launcher in Launchers())
        {
            builder.Services.AddSingleton(launcher);
            builder.Services.AddSingleton(services => (IWorkerLauncher)services.GetRequiredService(launcher));
        }
        builder.Services.AddSingleton<WorkerLaunchers>();
        builder.Services.AddSingleton(services =>
        {
            var launchers = services.GetServices<IWorkerLauncher>().ToList();
            var tables = services.GetRequiredService<PlacementTables>();
            return new DeviceBoard(() => [.. launchers.SelectMany(launcher => launcher.Devices)], () => tables.All);
        });
        builder.Services.AddSingleton<Recorder>();
        builder.Services.AddSingleton<WorkerSpools>();
        builder.Services.AddSingleton<WorkerAssignments>();
        builder.Services.AddSingleton<WorkerDrain>();
        builder.Services.AddSingleton<RunControl>();
        builder.Services.AddSingleton<WorkerRequests>();
        builder.Services.AddSingleton<WorkerSupervisor>();
        builder.Services.AddSingleton<ServerAddress>();
    }

    /// <summary>Every place to run, found by its type; this machine is the first.</summary>
    private static IEnumerable<Type> Launchers() =>
        typeof(WorkerSetup)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IWorkerLauncher)) && type is { IsAbstract: false, IsClass: true })
            .OrderBy(type => type != typeof(LocalLauncher))
            .ThenBy(type => type.FullName, StringComparer.Ordinal);

    public static void MapWorkers(this WebApplication app) => app.MapHub<WorkerHub>(ApiRoutes.WorkerHub);
}
