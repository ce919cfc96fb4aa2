using WebLab.Contracts;

namespace WebLab.Server.Datasets;

public static class DatasetApi
{
    public static void MapDatasets(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Datasets).WithTags("Datasets");
        group.MapGet("/", (DatasetLibrary library) => TypedResults.Ok(library.All())).WithSummary("The data sets and whether they are here.");
    }
}
