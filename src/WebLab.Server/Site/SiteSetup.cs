using WebLab.Contracts;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Site;

/// <summary>The pages, their static files and the API's description.</summary>
public static class SiteSetup
{
    private const string Json = " for this body: it must be JSON, with the content type application/json";

    public static void AddSite(this WebApplicationBuilder builder)
    {
        ProxySetup.Add(builder);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOpenApi();
        builder.Services.AddSingleton<IndexPage>();
    }

    public static void MapSite(this WebApplication app)
    {
        app.MapOpenApi().RequireAuthorization(Policies.Read);
        app.MapStaticAssets().AllowAnonymous().WithMetadata(new SiteFile(IsAsset: true));
        // Also what has the address but not the method: of a method that is not allowed, routing falls through to here.
        app.MapFallback(
                "/api/{**rest}",
                (string? rest, HttpRequest request) =>
                    Problem.Of(
                        404,
                        $"There is no {request.Method} /api/{Sentence.Shorten(rest ?? "")}{(LacksJson(request) ? Json : "")}."
                    )
            )
            .RequireAuthorization(Policies.Read);
        app.MapFallback("/hubs/{**rest}", (string? rest) => Problem.Of(404, $"There is no hub /hubs/{Sentence.Shorten(rest ?? "")}."))
            .RequireAuthorization(Policies.Read);
        // Whoever watches the page instead would take a sick lab for a sound one.
        app.MapFallback(
                "/health/{**rest}",
                (string? rest) =>
                    Problem.Of(
                        404,
                        $"There is no /health/{Sentence.Shorten(rest ?? "")}; health is told at {ApiRoutes.HealthLive} and "
                            + $"{ApiRoutes.HealthReady}."
                    )
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapFallback(
                (HttpRequest request, HttpResponse response, IndexPage page) =>
                {
                    // It names the scripts of this version.
                    response.Headers.CacheControl = "no-cache";
                    return page.Of(request);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription()
            .WithMetadata(new SiteFile(), new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }

    /// <summary>Whether it may be there for a body of another type: the one of its content leads to it as its address does.</summary>
    private static bool LacksJson(HttpRequest request) =>
        (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method))
        && request.ContentType is not null
        && !request.HasJsonContentType();
}
