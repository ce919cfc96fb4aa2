using WebLab.Contracts;

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
        // Every page needs it, also the one that logs in. What is wrong with an extension names folders, and stands in the log.
        app.MapGet(
                ApiRoutes.Catalogue,
                () =>
                    TypedResults.Ok(
                        catalogue with
                        {
                            Extensions =
                            [
                                .. catalogue.Extensions.Select(extension =>
                                    extension.Problem is null ? extension : extension with { Problem = $"{extension.Name} is not loaded." }
                                ),
                            ],
                        }
                    )
            )
            .WithTags("Models")
            .AllowAnonymous()
            .WithSummary("What this lab's trainer can do: networks and kernels, and their fields.");
    }
}
