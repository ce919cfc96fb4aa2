using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.Uploads;
using WebLab.Server.Problems;

namespace WebLab.Server.Datasets.Probabilities;

public static class ProbabilityApi
{
    public static void Map(RouteGroupBuilder datasets)
    {
        var group = datasets.MapGroup("/{name}/probabilities");
        group
            .MapGet("/", List)
            .WithSummary("The files of out-of-sample probabilities that an audit of the data set can score by.")
            .ProducesProblem(404);
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Keeps an upload of one file as probabilities of the data set's examples; the audit that names it reads it.")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(429);
        group
            .MapDelete("/{file}", Delete)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Deletes a file of probabilities that one has brought oneself and that no audit needs any more.")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static Results<Ok<IReadOnlyList<ProbabilityFileInfo>>, ProblemHttpResult> List(
        string name,
        VisibleDatasets visible,
        ProbabilityLibrary files,
        Caller caller
    ) => visible.Find(name, caller) is { } facts ? TypedResults.Ok(files.All(facts.Name, caller)) : NotFound(name);

    private static async Task<Results<Created<ProbabilityFileInfo>, ProblemHttpResult>> Add(
        string name,
        ProbabilityFileRequest request,
        VisibleDatasets visible,
        ProbabilityLibrary files,
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
                    $"{upload.Record.Name} has {upload.Record.Files.Count:N0} files; probabilities are one file: .npy, .npz or CSV, also "
                        + $"gzipped."
                )
            );
        var title = Path.GetFileName(path);
        if (ProbabilityFile.TooLarge(title, upload.Size) is { } large)
            return Problem.Of(413, large);
        if (!upload.IsWhole)
            return Problem.Of(409, Sentence.Of($"{title} has not come whole: {upload.Received:N0} of {upload.Size:N0} bytes are here."));
        if (imports.Reads(request.UploadId))
            return Problem.Of(409, $"{upload.Record.Name} is being imported; cancel the import first.");
        if (files.Refusal(caller) is { } refusal)
            return Problem.Of(429, refusal);
        // Whoever takes it has it alone.
        if (uploads.Take(request.UploadId) is null)
            return Problem.NotFound("upload", request.UploadId);
        try
        {
            var (info, later) = await files.Keep(facts.Name, title, path, caller);
            if (info is null)
                return Problem.Of(429, later!);
            note.About(request.UploadId, title, $"for {facts.Name}, as {info.File}");
            return TypedResults.Created($"{ApiRoutes.Datasets}/{facts.Name}/probabilities", info);
        }
        finally
        {
            await upload.Delete();
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string name,
        string file,
        VisibleDatasets visible,
        ProbabilityLibrary files,
        Caller caller
    )
    {
        if (visible.Find(name, caller) is not { } facts)
            return NotFound(name);
        return await files.Delete(facts.Name, file, caller) is var (status, sentence)
            ? Problem.Of(status, sentence)
            : TypedResults.NoContent();
    }

    private static ProblemHttpResult NotFound(string name) => Problem.NotFound("data set", Sentence.Shorten(name));
}
