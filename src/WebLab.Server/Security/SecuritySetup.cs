using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using WebLab.Contracts;
using WebLab.Server.Problems;
using WebLab.Server.Site;
using WebLab.Server.Storage;

namespace WebLab.Server.Security;

public static class SecuritySetup
{
    // MudBlazor sets inline styles; .NET's runtime compiles WebAssembly.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Answers only to names that are ours, so that a foreign page cannot rebind its own name to this address.</summary>
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        RateLimits.Add(builder);
        builder.Services.AddHostFiltering(options =>
            options.AllowedHosts = [
                "localhost",
                "127.0.0.1",
                "[::1]",
                .. Listening(builder.Configuration["Urls"]),
                .. (builder.Configuration["AllowedHosts"] ?? "").Split(
                    ';',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
            ]
        );
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<StoreFolder, ILoggerFactory>(
                (options, store, logger) => options.XmlRepository = new FileSystemXmlRepository(new(store.Keys), logger)
            );
        builder
            .Services.AddOptions<DataProtectionOptions>()
            .PostConfigure<StoreFolder>(
                (options, store) => options.ApplicationDiscriminator = KeyName.Of(store.Keys, options.ApplicationDiscriminator)
            );
    }

    public static void UseSecurity(this WebApplication app)
    {
        KeyFiles.Refuse(app.Services.GetRequiredService<StoreFolder>().Keys);
        app.UseHostFiltering();
        app.Use(
            async (context, next) =>
            {
                // As the answer starts: one that tells of an error begins by clearing what was set before.
                context.Response.OnStarting(() =>
                {
                    var headers = context.Response.Headers;
                    headers.XContentTypeOptions = "nosniff";
                    headers["Cross-Origin-Resource-Policy"] = "same-origin";
                    if (!IsPart(context))
                    {
                        headers.ContentSecurityPolicy = ContentPolicy;
                        headers["Referrer-Policy"] = "same-origin";
                        headers["Cross-Origin-Opener-Policy"] = "same-origin";
                    }
                    return Task.CompletedTask;
                });
                if (IsForeign(context.Request) && !IsAsset(context))
                    await Problem.Of(403, Foreign(context.Request)).ExecuteAsync(context);
                else
                    await next(context);
            }
        );
    }

    /// <summary>The machine's own addresses, where it is told to listen on some: people and workers call it by them. Those that mean
    /// every address are none's name.</summary>
    private static IEnumerable<string> Listening(string? urls) =>
        (urls ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => BindingAddress.Parse(url).Host)
            .Where(host =>
                IPAddress.TryParse(host.Trim('[', ']'), out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any)
            );

    /// <summary>
    /// Whether a page of another site sent it. Browsers name the origin on every hub connection, every request that changes something and
    /// every one that crosses sites; whatever names another is refused, whichever address and method it asks for.
    /// </summary>
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [_, ..] origins
            ? !origins.All(origin =>
                Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase)
            )
            : IsPartOfForeignPage(request);

    /// <summary>Of an image or a script that a page takes from elsewhere browsers say no origin; they say that it is one. A link that is
    /// followed is a page of its own.</summary>
    private static bool IsPartOfForeignPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        && !(request.Headers["Sec-Fetch-Mode"] == "navigate" && HttpMethods.IsGet(request.Method));

    // Scripts and fonts, which are everybody's: a browser names the origin of those too, and the page that tells what a proxy leaves out is
    // made of them. The resource policy keeps other sites from using them.
    private static bool IsAsset(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.GetEndpoint()?.Metadata.GetMetadata<SiteFile>() is { IsAsset: true };

    // Neither a page nor a worker can be made of it, so that a page's rules, 400 bytes for each of 80 files, are nothing to it.
    private static bool IsPart(HttpContext context) =>
        context.Response.ContentType is "application/wasm" or "text/css" or "font/woff2" && IsAsset(context);

    // It is also what a page of our own meets behind a proxy that says a Host of its own: the cure is the proxy's.
    private static string Foreign(HttpRequest request) =>
        "The request came from a page of another site: from "
        + $"{(request.Headers.Origin is [_, ..] ? Sentence.Shorten(request.Headers.Origin.ToString()) : "one that it does not name")} "
        + $"to {Sentence.Shorten(request.Host.Value ?? "")}. "
        + "If that page is this WebLab's, a proxy in between leaves out the header Host: let it pass Host on "
        + "(nginx: proxy_set_header Host $http_host), or send X-Forwarded-Host and be named with --proxy.";

    /// <summary>Host and port as an origin writes them, without the scheme's own port.</summary>
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";
}
