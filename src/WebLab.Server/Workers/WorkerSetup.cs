using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts;
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
                hub.AddFilter<HoldForRoom>();
            });
        builder.Services.AddSingleton<HoldForRoom>();
        builder.Services.AddSingleton<WorkerStore>();
        builder.Services.AddSingleton<LocalWorkerLauncher>();
        builder.Services.AddSingleton<WorkerRequests>();
        builder.Services.AddSingleton<WorkerSupervisor>();
        builder.Services.AddSingleton<ServerAddress>();
    }

    public static void MapWorkers(this WebApplication app) => app.MapHub<WorkerHub>(ApiRoutes.WorkerHub);
}
