using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace WebLab.Server.Site;

/// <summary>What a proxy in front says of the browser's request, believed from named proxies only, and the folder under which it serves
/// the lab.</summary>
public static class ProxySetup
{
    public static void Add(WebApplicationBuilder builder)
    {
        var proxies = Proxies(builder.Configuration["Proxies"]);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            // Where no proxy is named the framework would believe everybody, also by ASPNETCORE_FORWARDEDHEADERS_ENABLED.
            options.ForwardedHeaders =
                proxies.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor
                        | ForwardedHeaders.XForwardedProto
                        | ForwardedHeaders.XForwardedHost
                        | ForwardedHeaders.XForwardedPrefix;
            // The framework believes this machine unless told otherwise: here nobody is believed who was not named.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                options.KnownIPNetworks.Add(proxy);
            // As many as are named stand one behind the other.
            options.ForwardLimit = Math.Max(1, proxies.Count);
        });
        // A folder that is none is refused at the start.
        BasePath(builder.Configuration);
    }

    /// <summary>First of all, so that every later part sees the address that the browser knows.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (Proxies(app.Configuration["Proxies"]).Count > 0)
            app.UseForwardedHeaders();
        if (BasePath(app.Configuration) is { Length: > 0 } path)
            app.UsePathBase(path);
        app.Use(
            (context, next) =>
            {
                // Where the answer begins late the framework has put the folder back by then.
                if (context.Request.PathBase is { HasValue: true } folder)
                    context.Response.OnStarting(() => LeadThere(context.Response, folder));
                return next(context);
            }
        );
        // Routing looks at what is left of the address.
        app.UseRouting();
    }

    /// <summary>What an answer says that it has made is an address of the lab's; a program that follows it must find it in the folder.
    /// </summary>
    private static Task LeadThere(HttpResponse answer, PathString folder)
    {
        if (answer.StatusCode is 201 or 202 && answer.Headers.Location.ToString() is ['/', ..] made)
            answer.Headers.Location = folder.ToUriComponent() + made;
        return Task.CompletedTask;
    }

    private static List<IPNetwork> Proxies(string? list) =>
        [.. (list ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Proxy)];

    private static IPNetwork Proxy(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new StartupException(
            $"--proxy must be addresses, for example 127.0.0.1 or 10.0.0.0/24, with semicolons between; it was {text}."
        );

    private static string? BasePath(IConfiguration configuration)
    {
        var path = configuration["BasePath"]?.TrimEnd('/');
        // A name that is empty or dots would lead the page's base to another site or folder.
        return path is null or ""
            || (
                path.StartsWith('/')
                && Uri.IsWellFormedUriString(path, UriKind.Relative)
                && !path.Contains('?')
                && path[1..].Split('/').All(name => name is not ("" or "." or ".."))
            )
            ? path
            : throw new StartupException($"--base-path must be a path that begins with a slash, for example /weblab; it was {path}.");
    }
}
