using System.IO.Compression;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;

namespace WebLab.Server.Catalogue;

public static class CatalogueApi
{
    public static void AddCatalogue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkerCatalogue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkerCatalogue>());
    }

    public static void MapCatalogue(this WebApplication app)
    {
        var catalogue = app.Services.GetRequiredService<WorkerCatalogue>().Info;
        foreach (var extension in catalogue.Extensions)
        {
            if (extension.Problem is { } problem)
                app.Logger.LogWarning("{Problem}", problem);
            else
                app.Logger.LogInformation("The extension {Name} {Version} is loaded.", extension.Name, extension.Version);
        }
        // Every page needs it, also the one that logs in. What is wrong with an extension names folders: those who are in read it.
        var known = Write(catalogue);
        var open = Write(
            catalogue with
            {
                Extensions =
                [
                    .. catalogue.Extensions.Select(extension =>
                        extension.Problem is null ? extension : extension with { Problem = $"{extension.Name} is not loaded." }
                    ),
                ],
            }
        );
        app.MapGet(
                ApiRoutes.Catalogue,
                (HttpRequest request, HttpResponse response) =>
                {
                    var isPacked = request
                        .GetTypedHeaders()
                        .AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0);
                    var (whole, packed) = request.HttpContext.User.Identity?.IsAuthenticated == true ? known : open;
                    response.Headers.Vary = "Accept-Encoding, Authorization, Cookie";
                    if (isPacked)
                        response.Headers.ContentEncoding = "gzip";
                    return Results.Bytes(isPacked ? packed : whole, "application/json; charset=utf-8");
                }
            )
            .Produces<CatalogueInfo>()
            .WithTags("Models")
            .AllowAnonymous()
            .WithSummary("What this lab's trainer can do: networks and kernels, and their fields.");
    }

    /// <summary>As JSON, and packed: it stays the same until the next start, and the largest answer of a first visit.</summary>
    private static (byte[] Whole, byte[] Packed) Write(CatalogueInfo catalogue)
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(catalogue, LabJson.Options);
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.SmallestSize))
            pack.Write(whole);
        return (whole, packed.ToArray());
    }
}
