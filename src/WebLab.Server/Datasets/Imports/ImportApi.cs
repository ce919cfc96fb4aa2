using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Data.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Problems;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets.Imports;

public static class ImportApi
{
    public static void Map(RouteGroupBuilder datasets)
    {
        var group = datasets.MapGroup("/imports").RequireAuthorization(Policies.Launch);
        group.MapGet("/", (ImportQueue imports, Caller caller) => TypedResults.Ok(imports.Of(caller))).WithSummary("One's own imports.");
        group
            .MapPost("/", Look)
            .WithSummary("Looks at an upload, or at a path of the server's machine (administrators): the first step of an import.")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429);
        group.MapGet("/{id:guid}", Get).WithSummary("One import, with what was understood.").ProducesProblem(404);
        group.MapGet("/{id:guid}/log", Log).WithSummary("The last lines that its process wrote to its error stream.").ProducesProblem(404);
        group
            .MapPut("/{id:guid}/preview", LookAgain)
            .WithMetadata(new Unaudited())
            .WithSummary("Looks again, with other choices.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapPost("/{id:guid}/begin", Begin)
            .WithSummary("Makes the data set: the second step of an import.")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapDelete("/{id:guid}", Cancel)
            .WithSummary("Ends an import; nothing of it is kept, but its upload.")
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static Results<Created<ImportInfo>, ProblemHttpResult> Look(
        ImportRequest request,
        ImportQueue imports,
        UploadStore uploads,
        Caller caller,
        AuditNote note
    )
    {
        if (request is { UploadId: null, Path: null } or { UploadId: not null, Path: not null })
            return Problem.Of(400, "Either uploadId or path must be given, and not both.");
        Upload? upload = null;
        if (request.Path is { } path)
        {
            if (caller.Role != Role.Admin)
                return Problem.Of(403, "Only an administrator names paths of the server's machine; upload the files instead.");
            if (DatasetApi.PathProblem("path", path) is { } wrong)
                return wrong;
            if (!Path.Exists(path))
                return Problem.Of(400, $"path must be a folder or file that is there; there is no {Sentence.Shorten(path, 200)}.");
        }
        else
        {
            var id = request.UploadId!.Value;
            if ((upload = uploads.Find(id, caller)) is null)
                return Problem.NotFound("upload", id);
            if (!upload.IsWhole)
                return Problem.Of(
                    409,
                    Sentence.Of($"{upload.Record.Name} has not come whole: {upload.Received:N0} of {upload.Size:N0} bytes are here.")
                );
        }
        var title = upload?.Record.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Path!));
        var given = request.Path is { } place ? Path.GetFullPath(place) : null;
        var (import, status, refusal) = imports.Add(title, upload, given, request.Choices, caller);
        if (import is null)
            return Problem.Of(status, refusal!);
        note.About(import.Id, title);
        return TypedResults.Created($"{ApiRoutes.Imports}/{import.Id}", import.Info);
    }

    private static Results<Ok<ImportInfo>, ProblemHttpResult> Get(Guid id, ImportQueue imports, Caller caller) =>
        imports.Find(id, caller) is { } import ? TypedResults.Ok(import.Info) : NotFound(id);

    private static Results<Ok<RunLog>, ProblemHttpResult> Log(Guid id, ImportQueue imports, Caller caller) =>
        imports.Find(id, caller) is { } import ? TypedResults.Ok(WorkerLog.Read(import.Log, 200, null)) : NotFound(id);

    private static async Task<Results<Accepted<ImportInfo>, ProblemHttpResult>> LookAgain(
        Guid id,
        ImportChoices choices,
        ImportQueue imports,
        Caller caller
    )
    {
        if (imports.Find(id, caller) is not { } import)
            return NotFound(id);
        return await imports.Look(import, choices)
            ? TypedResults.Accepted($"{ApiRoutes.Imports}/{id}", import.Info)
            : Problem.Of(409, $"{import.Info.Title} is {Names<ImportState>.Of(import.Info.State)}; there is nothing left to choose.");
    }

    private static Results<Accepted<ImportInfo>, ProblemHttpResult> Begin(
        Guid id,
        ImportBegin begin,
        ImportQueue imports,
        Caller caller,
        AuditNote note
    )
    {
        if (imports.Find(id, caller) is not { } import)
            return NotFound(id);
        if (DatasetApi.TitleProblem(begin.Title) is { } problem)
            return problem;
        var name = begin.Name ?? CatalogueFolder.IdOf(begin.Title);
        if (CatalogueFolder.IdProblem(name) is { } wrong)
            return Problem.Of(400, wrong);
        if (imports.Begin(import, begin, name) is { } refusal)
            return Problem.Of(409, refusal);
        note.About(id, begin.Title, $"as {name}{(begin.IsPrivate ? ", private" : "")}");
        return TypedResults.Accepted($"{ApiRoutes.Imports}/{id}", import.Info);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Cancel(Guid id, ImportQueue imports, Caller caller, AuditNote note)
    {
        if (imports.Find(id, caller) is not { } import)
            return NotFound(id);
        note.About(id, import.Info.Title);
        return await imports.Cancel(import)
            ? TypedResults.NoContent()
            : Problem.Of(409, $"{import.Info.Title} is in the catalogue already, as {import.Info.Dataset}; delete the data set there.");
    }

    private static ProblemHttpResult NotFound(Guid id) => Problem.NotFound("import", id);
}
