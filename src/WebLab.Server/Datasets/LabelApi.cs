using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Corruption.Labels;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Datasets;

public static class LabelApi
{
    private const int MaxTitle = 100;

    public static void MapLabels(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Datasets + "/{name}/labels").WithTags("Datasets").RequireAuthorization(Policies.Read);
        group.MapGet("/", List).WithSummary("The files of given labels for a data set.").ProducesProblem(404);
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Uploads a file of given labels: one byte an image, or CSV with a label or index,label a line.")
            .Accepts<byte[]>(isOptional: true, "application/octet-stream", "*/*")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(413);
    }

    private static async Task<Results<Ok<IReadOnlyList<LabelFileInfo>>, ProblemHttpResult>> List(
        string name,
        DatasetLibrary datasets,
        LabelLibrary labels
    ) => Problems(name, datasets, out var dataset) is { } problem ? problem : TypedResults.Ok(await Task.Run(() => labels.All(dataset)));

    private static async Task<Results<Created<LabelFileInfo>, ProblemHttpResult>> Add(
        string name,
        HttpRequest request,
        DatasetLibrary datasets,
        LabelLibrary labels,
        CancellationToken stop,
        string title = ""
    )
    {
        if (Problems(name, datasets, out var dataset) is { } problem)
            return problem;
        if (!VisibleText.Is(title) || title.Length > MaxTitle)
            return Problem.Of(
                400,
                $"title must be the file's name, 1 to {MaxTitle} characters; it was "
                    + $"{(title.Length == 0 ? "empty" : Sentence.Shorten(title))}."
            );
        if (await Content(request, stop) is not { } content)
            return Problem.Of(413, Sentence.Of($"A label file has at most {FileLabels.MaxBytes:N0} bytes; {title} has more."));
        var info = await Task.Run(() => labels.Add(dataset, title, content), stop);
        return TypedResults.Created($"{ApiRoutes.Datasets}/{name}/labels", info);
    }

    private static ProblemHttpResult? Problems(string name, DatasetLibrary datasets, out string dataset)
    {
        dataset = DatasetFacts.Find(name)?.Name ?? "";
        if (dataset.Length == 0)
            return Problem.NotFound("data set", Sentence.Shorten(name));
        var info = datasets.Info(dataset);
        return info.State == DatasetState.Ready
            ? null
            : Problem.Of(404, $"{info.Facts.Title} is not on this server yet; its label files can be used when it is.");
    }

    /// <summary>The body; null when it is longer than a label file can be.</summary>
    private static async Task<byte[]?> Content(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > FileLabels.MaxBytes)
            return null;
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, stop) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > FileLabels.MaxBytes)
                return null;
        }
        return content.ToArray();
    }
}
