using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts;

namespace WebLab.Server.Live;

public static class LiveSetup
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSignalR(hubs => hubs.AddFilter<HubFailures>())
            .AddJsonProtocol(json => LabJson.Configure(json.PayloadSerializerOptions))
            .AddHubOptions<LiveHub>(hub =>
            {
                hub.SupportedProtocols = ["json"];
                // The browser takes four seconds of silence for a lost line (LiveConnection), so that a person hears of it within five.
                hub.KeepAliveInterval = TimeSpan.FromSeconds(1);
            });
        builder.Services.AddSingleton<HubFailures>();
        builder.Services.AddSingleton<Broadcaster>();
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddHostedService<LiveRights>();
    }

    public static void MapLive(this WebApplication app) =>
        app.MapHub<LiveHub>(ApiRoutes.LiveHub, options => options.CloseOnAuthenticationExpiration = true);
}
