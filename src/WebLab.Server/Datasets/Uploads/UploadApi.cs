using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Problems;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.Uploads;

public static class UploadApi
{
    /// <summary>The most bytes of one chunk: a browser that loses its line sends no more than this again.</summary>
    public const int MaxChunk = 8 * 1024 * 1024;

    /// <summary>A hundred thousand paths, which take twice as much in memory.</summary>
    private const int MaxRequest = 16 * 1024 * 1024;

    public static void Map(RouteGroupBuilder datasets)
    {
        var group = datasets.MapGroup("/uploads").RequireAuthorization(Policies.Launch);
        group.MapGet("/", (UploadStore uploads, Caller caller) => TypedResults.Ok(uploads.Of(caller))).WithSummary("One's own uploads.");
        group
            .MapPost("/", Begin)
            .WithMetadata(new RequestSizeLimitAttribute(MaxRequest))
            .WithSummary("Announces files to be sent; the same files announced again go on where they had come to.")
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(429)
            .ProducesProblem(507);
        group.MapGet("/{id:guid}", Get).WithSummary("How far an upload has come.").ProducesProblem(404);
        group
            .MapPut("/{id:guid}", Append)
            .WithMetadata(new RequestSizeLimitAttribute(MaxChunk), new Unaudited())
            .WithSummary("The next bytes, at most 8 MiB: offset is how many came before. The files' bytes follow each other without a gap.")
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(507);
        group.MapDelete("/{id:guid}", Cancel).WithSummary("Throws an upload away.").ProducesProblem(404).ProducesProblem(409);
    }

    private static Results<Created<UploadInfo>, Ok<UploadInfo>, ProblemHttpResult> Begin(
        UploadRequest request,
        UploadStore uploads,
        Caller caller,
        AuditNote note
    )
    {
        if (UploadPaths.Problem(request) is { } problem)
            return Problem.Of(400, problem);
        var (upload, isNew, status, refusal) = uploads.Begin(request, caller);
        if (upload is null)
            return Problem.Of(status, refusal!);
        var info = uploads.Info(upload);
        note.About(info.Id, info.Name, Sentence.Of($"{info.Files:N0} files, {DiskSpace.Text(info.Size)}"));
        return isNew ? TypedResults.Created($"{ApiRoutes.Uploads}/{info.Id}", info) : TypedResults.Ok(info);
    }

    private static Results<Ok<UploadInfo>, ProblemHttpResult> Get(Guid id, UploadStore uploads, Caller caller) =>
        uploads.Find(id, caller) is { } upload ? TypedResults.Ok(uploads.Info(upload)) : Problem.NotFound("upload", id);

    private static async Task<Results<Ok<UploadInfo>, ProblemHttpResult>> Append(
        Guid id,
        long offset,
        HttpRequest request,
        UploadStore uploads,
        DiskRoom room,
        Caller caller,
        TimeProvider time,
        CancellationToken stop
    )
    {
        if (uploads.Find(id, caller) is not { } upload)
            return Problem.NotFound("upload", id);
        if (room.Problem is { } full)
            return Problem.Of(507, $"{full} What came is kept; free some room and go on.");
        return await upload.Append(offset, request.Body, request.ContentLength, time, stop)
            ? TypedResults.Ok(uploads.Info(upload))
            : Problem.Of(
                409,
                Sentence.Of(
                    $"offset must be {upload.Received}, where the upload stands, and the bytes go no further than its {upload.Size}; "
                        + $"it was {offset}."
                )
            );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Cancel(
        Guid id,
        UploadStore uploads,
        ImportQueue imports,
        Caller caller,
        AuditNote note
    )
    {
        if (uploads.Find(id, caller) is not { } upload)
            return Problem.NotFound("upload", id);
        if (imports.Reads(id))
            return Problem.Of(409, $"{upload.Record.Name} is being imported; cancel the import first.");
        note.About(id, upload.Record.Name);
        await uploads.Delete(upload);
        return TypedResults.NoContent();
    }
}
