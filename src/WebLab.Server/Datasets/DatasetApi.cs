using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets.Downloads;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Datasets;

public static class DatasetApi
{
    public static void MapDatasets(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Datasets).WithTags("Datasets").RequireAuthorization(Policies.Read);
        group
            .MapGet(
                "/",
                (DatasetLibrary library, Caller caller) =>
                    TypedResults.Ok<IReadOnlyList<DatasetInfo>>([.. library.All().Select(info => info.For(caller))])
            )
            .WithSummary("The data sets and whether they are here.");
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.Admin)
            .WithSummary("Adds a data set of IDX files, in a folder of the server's machine, to the catalogue.")
            .ProducesProblem(400);
        group.MapGet("/{name}", Get).WithSummary("One data set.").ProducesProblem(404);
        group.MapGet("/{name}/sheet", Sheet).WithSummary("A PNG with a row of training images for each class.").ProducesProblem(404);
        group
            .MapDelete("/{name}", Remove)
            .RequireAuthorization(Policies.Admin)
            .WithSummary("Takes a data set that was added out of the catalogue, when no run needs it any more; its files stay.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapPut("/{name}/folder", UseFolder)
            .RequireAuthorization(Policies.Admin)
            .WithSummary("Reads a data set from a folder of the server's machine from now on.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group
            .MapPost("/{name}/download", Download)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Fetches a data set from its publisher; progress comes over the live hub.")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapDelete("/{name}/download", Cancel)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Ends a download that one has begun oneself; what came is kept for the next.")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        LabelApi.Map(group);
        ExampleImageApi.Map(group);
    }

    private static async Task<Results<Created<DatasetInfo>, ProblemHttpResult>> Add(AddDatasetRequest request, DatasetLibrary library)
    {
        if (FolderProblem(request.Folder) is { } problem)
            return problem;
        if (request.Title is { } title && (!VisibleText.Is(title) || title.Length > 100))
            return Problem.Of(400, $"title must have 1 to 100 visible characters; it was {Sentence.Shown(title)}.");
        var info = await library.Add(request with { Folder = Path.GetFullPath(request.Folder) });
        return TypedResults.Created($"{ApiRoutes.Datasets}/{info.Facts.Name}", info);
    }

    private static Results<Ok<DatasetInfo>, ProblemHttpResult> Get(string name, DatasetLibrary library, Caller caller) =>
        DatasetFacts.Find(name)?.Name is { } dataset ? TypedResults.Ok(library.Info(dataset).For(caller)) : NotFound(name);

    private static Results<NoContent, ProblemHttpResult> Remove(string name, DatasetLibrary library, RunStore runs)
    {
        if (DatasetFacts.Find(name) is not { } facts)
            return NotFound(name);
        if (!facts.IsOwn)
            return Problem.Of(409, $"{facts.Title} comes with WebLab and stays in the catalogue.");
        // What was interrupted or paused goes on by reading it again.
        var users = runs.All()
            .Where(run =>
                run.Spec.Dataset == facts.Name && run.Status is not (RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed)
            )
            .ToList();
        if (users.Count > 0)
            return Problem.Of(
                409,
                $"{facts.Title} is used by {users.Count} run{(users.Count == 1 ? "" : "s")} that can still go on, such as {users[0].Name} "
                    + $"of {users[0].ExperimentName} ({users[0].Id}); cancel or delete {(users.Count == 1 ? "it" : "them")} first."
            );
        return library.Remove(facts.Name) ? TypedResults.NoContent() : NotFound(name);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Sheet(
        string name,
        DatasetLibrary library,
        DatasetImages images,
        HttpResponse response,
        CancellationToken stop
    )
    {
        if (DatasetFacts.Find(name)?.Name is not { } dataset)
            return NotFound(name);
        if (library.Info(dataset) is { State: DatasetState.Broken, Note: var note })
            return Problem.Of(404, $"There are no images of {DatasetFacts.Of(dataset).Title}: {note}");
        if (library.Info(dataset).State != DatasetState.Ready)
            return Problem.Of(404, $"There are no images of {DatasetFacts.Of(dataset).Title} yet: it is not on this server.");
        var png = await images.Sheet(dataset, stop);
        // Asked again each time, and answered without the picture while it is the same.
        response.Headers.CacheControl = "no-cache";
        return TypedResults.File(
            png,
            "image/png",
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(png))[..16]}\"")
        );
    }

    private static async Task<Results<Ok<DatasetInfo>, ProblemHttpResult>> UseFolder(
        string name,
        FolderRequest request,
        DatasetLibrary library
    )
    {
        if (DatasetFacts.Find(name)?.Name is not { } dataset)
            return NotFound(name);
        if (dataset == DatasetName.Generated)
            return Problem.Of(400, $"{DatasetFacts.Of(dataset).Title} are drawn by WebLab itself and need no folder.");
        if (DatasetFacts.Of(dataset).IsOwn)
            return Problem.Of(400, $"{DatasetFacts.Of(dataset).Title} is read from where it was added; add it again under another name.");
        if (FolderProblem(request.Folder) is { } problem)
            return problem;
        return TypedResults.Ok(await library.PointAt(dataset, Path.GetFullPath(request.Folder)));
    }

    private static async Task<Results<Accepted<DatasetInfo>, ProblemHttpResult>> Download(
        string name,
        DatasetLibrary library,
        Downloader downloader,
        Caller caller
    )
    {
        if (DatasetFacts.Find(name)?.Name is not { } dataset)
            return NotFound(name);
        var info = library.Info(dataset);
        if (!info.CanDownload)
            return Problem.Of(400, $"{info.Facts.Title} are drawn by WebLab itself and need no download.");
        if (info.State == DatasetState.Ready)
            return Problem.Of(409, $"{info.Facts.Title} is here already, in {info.For(caller).Folder}.");
        return TypedResults.Accepted($"{ApiRoutes.Datasets}/{dataset}", (await downloader.Start(dataset, caller.Id)).For(caller));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Cancel(string name, Downloader downloader, Caller caller)
    {
        if (DatasetFacts.Find(name)?.Name is not { } dataset)
            return NotFound(name);
        if (caller.Role != Role.Admin && downloader.OwnerOf(dataset) != caller.Id)
            return Problem.Of(403, "Only whoever began a download, or an administrator, may end it.");
        return await downloader.Cancel(dataset)
            ? TypedResults.NoContent()
            : Problem.Of(409, $"No download of {DatasetFacts.Of(dataset).Title} is under way.");
    }

    private static ProblemHttpResult? FolderProblem(string folder)
    {
        if (folder.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(folder))
            return Problem.Of(
                400,
                $"folder must be an absolute path, from the root of the disk; it was "
                    + $"{(folder.Length == 0 ? "empty" : Sentence.Shorten(folder))}."
            );
        return null;
    }

    private static ProblemHttpResult NotFound(string name) => Problem.NotFound("data set", Sentence.Shorten(name));
}
