using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Server.Accounts;
using WebLab.Server.Accounts.Links;

namespace WebLab.Server;

/// <summary>From the command line to a running server, or to the one sentence that says why not.</summary>
public static class Startup
{
    /// <summary>The exit code for a wrong option or a place that is taken.</summary>
    private const int Refused = 2;

    /// <summary>The exit code for a text that was asked for and could not be printed.</summary>
    private const int Unprinted = 1;

    public static async Task<int> Run(string[] arguments, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
            return Terminal.TryPrint(ServeArguments.Help) ? 0 : Unprinted;
        var hasStarted = false;
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            Configure(builder, ServeArguments.Parse(arguments));
            add(builder);
            // What keeps the host from starting is told by one sentence below, not by the stack that these two would log.
            foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel" })
                builder.Logging.AddFilter(category, level => hasStarted && level >= LogLevel.Warning);
            await using var app = builder.Build();
            // Before the host starts, which would log the whole stack of what is wrong with a store.
            _ = app.Services.GetServices<IHostedService>().Count();
            map(app);
            try
            {
                await app.StartAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Told to end before it listened.
                return 0;
            }
            hasStarted = true;
            TellReady(app);
            if (app.Services.GetRequiredService<SetUpLink>().Notice is { } notice)
                Terminal.TryPrint(notice);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (!hasStarted || Sentence(error) is not null)
        {
            Terminal.TryComplain(Sentence(error) ?? $"The server cannot start: {Terminal.FirstLine(error)}");
            return Refused;
        }
    }

    /// <summary>A person reads it on the terminal; where the logs are JSON, every line is.</summary>
    private static void TellReady(WebApplication app)
    {
        var addresses = string.Join(" and ", app.Urls);
        if (app.Configuration["LogFormat"] == "json")
            app.Logger.LogInformation("WebLab is ready at {Addresses}", addresses);
        else
            Terminal.TryPrint($"WebLab is ready at {addresses}");
    }

    private static void Configure(WebApplicationBuilder builder, Dictionary<string, string?> settings)
    {
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Microsoft.AspNetCore.Diagnostics"] = "None",
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
                // HubFailures tells of them.
                ["Logging:LogLevel:Microsoft.AspNetCore.SignalR.HubConnectionHandler"] = "None",
                ["Logging:LogLevel:Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher"] = "None",
            }
        );
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(settings);
        if (builder.Configuration["LogFormat"] == "json")
            builder
                .Logging.ClearProviders()
                .AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        if (builder.Configuration["Urls"] is null)
            builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["Port"] ?? "5080"}");
        Loopback.Require(builder.Configuration);
        ListenAddresses.Check(builder.Configuration["Urls"]);
    }

    private static string? Sentence(Exception error) =>
        error switch
        {
            StartupException startup => startup.Message,
            OptionsValidationException options => string.Join(" ", options.Failures),
            IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken =>
                $"{taken.Message.TrimEnd('.')}; choose another port with --port.",
            System.Net.Sockets.SocketException socket =>
                $"The server cannot listen on the address that --port or --urls names: {socket.Message}.",
            IOException io => io.Message,
            FormatException format => format.Message,
            InvalidOperationException setting => Settings.Problem(setting),
            _ => null,
        };
}
