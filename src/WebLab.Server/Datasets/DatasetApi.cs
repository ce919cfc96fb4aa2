using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Datasets.Downloads;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.NumberFiles;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Datasets;

public static class DatasetApi
{
    public static void MapDatasets(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Datasets).WithTags("Datasets").RequireAuthorization(Policies.Read);
        // Whatever an endpoint here does with a set that is not for the caller's eyes, now or later: there is none.
        group.AddEndpointFilter(
            async (context, next) =>
                context.HttpContext.GetRouteValue("name") is string name
                && !context
                    .HttpContext.RequestServices.GetRequiredService<DatasetLibrary>()
                    .MaySee(name, Caller.Of(context.HttpContext.User))
                    ? NotFound(name)
                    : await next(context)
        );
        group
            .MapGet("/", (VisibleDatasets visible, Caller caller) => TypedResults.Ok(visible.All(caller)))
            .WithSummary("The data sets and whether they are here.");
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.Admin)
            .WithSummary("Adds a data set of published files, in a folder of the server's machine, to the catalogue.")
            .ProducesProblem(400);
        group.MapGet("/{name}", Get).WithSummary("One data set.").ProducesProblem(404);
        group.MapGet("/{name}/sheet", Sheet).WithSummary("A PNG with a row of training images for each class.").ProducesProblem(404);
        group
            .MapPatch("/{name}", Change)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Renames one of one's own data sets, or shares it, or keeps it to oneself.")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapDelete("/{name}", Remove)
            .RequireAuthorization(Policies.Launch)
            .WithSummary(
                "Takes one of one's own data sets out of the catalogue, when no run needs it any more; with used=true also where runs that "
                    + "have ended name it. What was imported is deleted; files that were only pointed at stay."
            )
            .ProducesProblem(403)
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
        NumberFileApi.Map(group);
        ExampleImageApi.Map(group);
        ExampleOriginApi.Map(group);
        UploadApi.Map(group);
        ImportApi.Map(group);
    }

    private static async Task<Results<Created<DatasetInfo>, ProblemHttpResult>> Add(
        AddDatasetRequest request,
        DatasetLibrary library,
        VisibleDatasets visible,
        Caller caller
    )
    {
        if (FolderProblem(request.Folder) is { } problem)
            return problem;
        if (request.Title is { } title && TitleProblem(title) is { } wrong)
            return wrong;
        var info = await library.Add(request with { Folder = Path.GetFullPath(request.Folder) }, new(caller.Id, caller.Name));
        return TypedResults.Created($"{ApiRoutes.Datasets}/{info.Facts.Name}", visible.Show(info, caller));
    }

    private static Results<Ok<DatasetInfo>, ProblemHttpResult> Get(
        string name,
        DatasetLibrary library,
        VisibleDatasets visible,
        Caller caller
    ) => visible.Find(name, caller)?.Name is { } dataset ? TypedResults.Ok(visible.Show(library.Info(dataset), caller)) : NotFound(name);

    private static Results<Ok<DatasetInfo>, ProblemHttpResult> Change(
        string name,
        DatasetChange change,
        DatasetLibrary library,
        VisibleDatasets visible,
        Caller caller,
        AuditNote note
    )
    {
        if (Refusal(name, library, visible, caller) is { } refusal)
            return refusal;
        if (change.Title is { } title && TitleProblem(title) is { } wrong)
            return wrong;
        if (library.Change(DatasetFacts.Of(name).Name, change) is not { } info)
            return NotFound(name);
        var sharing = change.IsPrivate switch
        {
            true => ", made private",
            false => ", shared",
            null => "",
        };
        note.Says($"{name}{(change.Title is null ? "" : $", renamed to {info.Facts.Title}")}{sharing}");
        return TypedResults.Ok(visible.Show(info, caller));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string name,
        DatasetLibrary library,
        NumberFileLibrary numbers,
        VisibleDatasets visible,
        RunStore runs,
        Caller caller,
        bool used = false
    )
    {
        if (Refusal(name, library, visible, caller) is { } refusal)
            return refusal;
        var facts = DatasetFacts.Of(name);
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
        if (!used && runs.All().Count(run => run.Spec.Dataset == facts.Name) is > 0 and var ended)
            return Problem.Of(
                409,
                Sentence.Of(
                    $"{facts.Title} is used by {ended:N0} run{(ended == 1 ? "" : "s")} that ended: "
                        + $"{(ended == 1 ? "it stays" : "they stay")}, but cannot be trained again without it. "
                        + $"Ask again with used=true to delete it all the same."
                )
            );
        if (!library.Remove(facts.Name))
            return NotFound(name);
        await numbers.DeleteAll(facts.Name);
        return TypedResults.NoContent();
    }

    /// <summary>Why the caller may not change the data set, or null.</summary>
    private static ProblemHttpResult? Refusal(string name, DatasetLibrary library, VisibleDatasets visible, Caller caller)
    {
        if (visible.Find(name, caller) is not { } facts)
            return NotFound(name);
        if (!facts.IsOwn)
            return Problem.Of(409, $"{facts.Title} comes with WebLab and stays in the catalogue as it is.");
        return library.MayChange(facts.Name, caller)
            ? null
            : Problem.Of(403, $"{facts.Title} is somebody else's; only its owner or an administrator may change it.");
    }

    internal static ProblemHttpResult? TitleProblem(string title) =>
        VisibleText.Is(title) && title.Length <= 100
            ? null
            : Problem.Of(400, $"title must have 1 to 100 visible characters; it was {Sentence.Shown(title)}.");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Sheet(
        string name,
        DatasetLibrary library,
        VisibleDatasets visible,
        DatasetImages images,
        HttpResponse response,
        Caller caller,
        CancellationToken stop
    )
    {
        if (visible.Find(name, caller)?.Name is not { } dataset)
            return NotFound(name);
        if (DatasetFacts.Of(dataset).Kind != DatasetKind.Images)
            return Problem.Of(404, $"{DatasetFacts.Of(dataset).Title} has features and no images.");
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
        VisibleDatasets visible,
        Downloader downloader,
        Caller caller
    )
    {
        if (visible.Find(name, caller)?.Name is not { } dataset)
            return NotFound(name);
        var info = library.Info(dataset);
        if (!info.CanDownload)
            return Problem.Of(400, $"{info.Facts.Title} are drawn by WebLab itself and need no download.");
        if (info.State == DatasetState.Ready)
            return Problem.Of(409, $"{info.Facts.Title} is here already, in {visible.Show(info, caller).Folder}.");
        return TypedResults.Accepted($"{ApiRoutes.Datasets}/{dataset}", visible.Show(await downloader.Start(dataset, caller.Id), caller));
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

    private static ProblemHttpResult? FolderProblem(string folder) => PathProblem("folder", folder);

    internal static ProblemHttpResult? PathProblem(string field, string folder)
    {
        if (folder.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(folder))
            return Problem.Of(
                400,
                $"{field} must be an absolute path, from the root of the disk; it was "
                    + $"{(folder.Length == 0 ? "empty" : Sentence.Shorten(folder))}."
            );
        return null;
    }

    private static ProblemHttpResult NotFound(string name) => Problem.NotFound("data set", Sentence.Shorten(name));
}
