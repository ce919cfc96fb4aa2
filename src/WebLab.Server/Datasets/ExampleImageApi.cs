using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Datasets;

/// <summary>Single examples of a data set, by original index: an image, or the row that it is.</summary>
public static class ExampleImageApi
{
    public static void Map(RouteGroupBuilder datasets)
    {
        var group = datasets.MapGroup("/{name}/examples/{split}/{index:int}");
        group.MapGet("", Image).ProducesProblem(404).WithSummary("A PNG of one image.");
        group.MapGet("/row", Row).ProducesProblem(404).WithSummary("The features of one example, in the order of the columns.");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Image(
        string name,
        string split,
        int index,
        VisibleDatasets visible,
        Caller caller,
        DatasetImages images,
        HttpContext context,
        CancellationToken stop
    )
    {
        if (await Find(visible.Find(name, caller), split, index, images, stop) is not { } example)
            return NotThere(name, split, index);
        if (example.Features is not null)
            return Problem.Of(404, $"{name} holds rows of features and no images.");
        // What lies at an index of a data set does not change while a page is looked at.
        context.Response.Headers.CacheControl = "private, max-age=300";
        return TypedResults.File(ImageSheet.Encode(example, 1), "image/png");
    }

    private static async Task<Results<Ok<float[]>, ProblemHttpResult>> Row(
        string name,
        string split,
        int index,
        VisibleDatasets visible,
        Caller caller,
        DatasetImages images,
        CancellationToken stop
    ) =>
        await Find(visible.Find(name, caller), split, index, images, stop) is not { } example ? NotThere(name, split, index)
        : example.Features is { } features ? TypedResults.Ok(features)
        : Problem.Of(404, $"{name} holds images and no rows of features.");

    private static async Task<ImageSet?> Find(DatasetFacts? found, string split, int index, DatasetImages images, CancellationToken stop)
    {
        if (found is not { } facts || split is not ("train" or "test") || index < 0)
            return null;
        if (index >= (split == "train" ? facts.TrainCount : facts.TestCount))
            return null;
        try
        {
            var data = await images.Open(facts.Name, stop);
            return (split == "train" ? data.Train : data.Test).Pick([index]);
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private static ProblemHttpResult NotThere(string name, string split, int index) =>
        Problem.Of(404, Sentence.Of($"There is no example {index} in {Sentence.Shorten(split)} of {Sentence.Shorten(name)} here."));
}
