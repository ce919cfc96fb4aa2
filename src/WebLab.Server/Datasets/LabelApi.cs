using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Labels;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Datasets;

public static class LabelApi
{
    private const int MaxTitle = 100;

    // A file of as many values as one may have takes up to 64 MB while it is read.
    private static readonly SemaphoreSlim Turn = new(1);

    public static void Map(RouteGroupBuilder datasets)
    {
        var group = datasets.MapGroup("/{name}/labels");
        group.MapGet("/", List).WithSummary("The files of given labels for a data set.").ProducesProblem(404);
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.Launch)
            // Above the most, so that a body of no announced length is refused with the sentence that says how large it may be.
            .WithMetadata(new RequestSizeLimitAttribute(LabelFile.MaxBytes + (1 << 20)))
            .WithSummary("Uploads a file of given labels, in any form that docs/labels.md lists.")
            .WithDescription(
                "title: the file's name. trainSize: the first training images that it labels, where it does not label all. "
                    + "column: which of several columns of labels; where it is not said, errors.column of the answer lists them. "
                    + "base: the number of the first class in the file, 0 or 1; errors.base of the answer asks for it."
            )
            .Accepts<byte[]>(isOptional: true, "application/octet-stream", "*/*")
            .ProducesValidationProblem()
            .ProducesProblem(404)
            .ProducesProblem(413);
        group
            .MapDelete("/{file}", Delete)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Deletes a label file that one has uploaded oneself and that no run needs any more.")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string name,
        string file,
        DatasetLibrary datasets,
        LabelLibrary labels,
        Caller caller
    )
    {
        if (Problems(name, datasets, caller, out var dataset) is { } problem)
            return problem;
        return await labels.Delete(dataset, file, caller) is var (status, sentence)
            ? Problem.Of(status, sentence)
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<IReadOnlyList<LabelFileInfo>>, ProblemHttpResult>> List(
        string name,
        DatasetLibrary datasets,
        LabelLibrary labels,
        Caller caller
    ) =>
        Problems(name, datasets, caller, out var dataset) is { } problem
            ? problem
            : TypedResults.Ok(await Task.Run(() => labels.All(dataset)));

    private static async Task<Results<Created<LabelFileInfo>, ProblemHttpResult, ValidationProblem>> Add(
        string name,
        HttpRequest request,
        DatasetLibrary datasets,
        LabelLibrary labels,
        Caller caller,
        CancellationToken stop,
        string title = "",
        string? column = null,
        int @base = 0,
        int? trainSize = null
    )
    {
        if (Problems(name, datasets, caller, out var dataset) is { } problem)
            return problem;
        if (!VisibleText.Is(title) || title.Length > MaxTitle)
            return Problem.Of(
                400,
                $"title must be the file's name, 1 to {MaxTitle} characters; it was "
                    + $"{(title.Length == 0 ? "empty" : Sentence.Shorten(title))}."
            );
        if (@base is not (0 or 1))
            return Problem.Of(400, Sentence.Of($"base must be 0 or 1; it was {@base}."));
        var facts = DatasetFacts.Of(dataset);
        if (trainSize is { } size && (size < 1 || size > facts.TrainCount))
            return Problem.Of(400, Sentence.Of($"trainSize must be 1 to {facts.TrainCount:N0}; it was {size:N0}."));
        if (await Content(request, stop) is not { } content)
            return Problem.Of(413, Sentence.Of($"A label file has at most {LabelFile.MaxBytes:N0} bytes; {title} has more."));
        await Turn.WaitAsync(stop);
        try
        {
            return await Read();
        }
        finally
        {
            Turn.Release();
        }

        async Task<Results<Created<LabelFileInfo>, ProblemHttpResult, ValidationProblem>> Read()
        {
            var target = LabelTarget.Of(facts, trainSize, datasets.FolderOf(dataset));
            try
            {
                var info = await Task.Run(() => labels.Add(dataset, title, content, target, new(column, @base), caller), stop);
                return TypedResults.Created($"{ApiRoutes.Datasets}/{name}/labels", info);
            }
            // What is asked is found where the file is read: twice would take twice the memory.
            catch (SeveralLabelsException question)
            {
                var columns = question.Columns;
                return TypedResults.ValidationProblem(
                    new Dictionary<string, string[]> { ["column"] = [.. columns] },
                    $"{title} has {columns.Count} columns that may be labels: {string.Join(", ", columns.Take(12))}; say which with column."
                );
            }
            catch (LabelsFromOneException question)
            {
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["base"] = ["1"] }, question.Message);
            }
        }
    }

    private static ProblemHttpResult? Problems(string name, DatasetLibrary datasets, Caller caller, out string dataset)
    {
        dataset = DatasetFacts.Find(name)?.Name ?? "";
        if (dataset.Length == 0 || !datasets.MaySee(dataset, caller))
            return Problem.NotFound("data set", Sentence.Shorten(name));
        var info = datasets.Info(dataset);
        return info.State == DatasetState.Ready
            ? null
            : Problem.Of(404, $"{info.Facts.Title} is not on this server yet; its label files can be used when it is.");
    }

    /// <summary>The body; null when it is longer than a label file can be.</summary>
    private static async Task<byte[]?> Content(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > LabelFile.MaxBytes)
            return null;
        if (request.ContentLength is { } length)
        {
            // At its length at once: what grows is there twice.
            var bytes = new byte[length];
            var read = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, stop) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > LabelFile.MaxBytes)
                return null;
        }
        return content.ToArray();
    }
}
