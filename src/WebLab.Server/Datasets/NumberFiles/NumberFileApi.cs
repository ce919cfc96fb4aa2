using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Problems;

namespace WebLab.Server.Datasets.NumberFiles;

/// <summary>The addresses of one kind of file of numbers.</summary>
public sealed class NumberFileApi
{
    private readonly NumberFileKind _kind;

    private NumberFileApi(NumberFileKind kind) => _kind = kind;

    private string Noun => Names<NumberFileKind>.Of(_kind);

    public static void Map(RouteGroupBuilder datasets)
    {
        foreach (var kind in Enum.GetValues<NumberFileKind>())
            new NumberFileApi(kind).MapOne(datasets);
    }

    private void MapOne(RouteGroupBuilder datasets)
    {
        var group = datasets.MapGroup($"/{{name}}/{Noun}");
        group
            .MapGet("/", List)
            .WithSummary($"The files of {Noun} that an audit of the data set can read.")
            .ProducesProblem(404);
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.Launch)
            .WithSummary($"Keeps an upload of one file as {Noun} of the data set's examples; the audit that names it reads it.")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(429);
        group
            .MapDelete("/{file}", Delete)
            .RequireAuthorization(Policies.Launch)
            .WithSummary($"Deletes a file of {Noun} that one has brought oneself and that no audit needs any more.")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private Results<Ok<IReadOnlyList<NumberFileInfo>>, ProblemHttpResult> List(
        string name,
        VisibleDatasets visible,
        NumberFileLibrary files,
        Caller caller
    ) => visible.Find(name, caller) is { } facts ? TypedResults.Ok(files.All(_kind, facts.Name, caller)) : NotFound(name);

    private async Task<Results<Created<NumberFileInfo>, ProblemHttpResult>> Add(
        string name,
        NumberFileRequest request,
        VisibleDatasets visible,
        NumberFileLibrary files,
        UploadStore uploads,
        ImportQueue imports,
        Caller caller,
        AuditNote note
    )
    {
        if (visible.Find(name, caller) is not { } facts)
            return NotFound(name);
        if (uploads.Find(request.UploadId, caller) is not { } upload)
            return Problem.NotFound("upload", request.UploadId);
        if (upload.OnlyFile is not { } path)
            return Problem.Of(
                400,
                Sentence.Of(
                    $"{upload.Record.Name} has {upload.Record.Files.Count:N0} files; {Noun} are one file: .npy, .npz or CSV, also "
                        + $"gzipped, or Parquet."
                )
            );
        var title = Path.GetFileName(path);
        if (NumberFile.TooLarge(Noun, title, upload.Size) is { } large)
            return Problem.Of(413, large);
        if (!upload.IsWhole)
            return Problem.Of(409, Sentence.Of($"{title} has not come whole: {upload.Received:N0} of {upload.Size:N0} bytes are here."));
        if (imports.Reads(request.UploadId))
            return Problem.Of(409, $"{upload.Record.Name} is being imported; cancel the import first.");
        if (files.Refusal(_kind, caller) is { } refusal)
            return Problem.Of(429, refusal);
        // Whoever takes it has it alone.
        if (uploads.Take(request.UploadId) is null)
            return Problem.NotFound("upload", request.UploadId);
        try
        {
            var (info, later) = await files.Keep(_kind, facts.Name, title, path, caller);
            if (info is null)
                return Problem.Of(429, later!);
            note.About(request.UploadId, title, $"for {facts.Name}, as {info.File}");
            return TypedResults.Created($"{ApiRoutes.Datasets}/{facts.Name}/{Noun}", info);
        }
        finally
        {
            await upload.Delete();
        }
    }

    private async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string name,
        string file,
        VisibleDatasets visible,
        NumberFileLibrary files,
        Caller caller
    )
    {
        if (visible.Find(name, caller) is not { } facts)
            return NotFound(name);
        return await files.Delete(_kind, facts.Name, file, caller) is var (status, sentence)
            ? Problem.Of(status, sentence)
            : TypedResults.NoContent();
    }

    private static ProblemHttpResult NotFound(string name) => Problem.NotFound("data set", Sentence.Shorten(name));
}
