using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Datasets;

/// <summary>Which of a person's files or rows each example of an imported set came from: labels can be taken back to them.</summary>
public static class ExampleOriginApi
{
    public static void Map(RouteGroupBuilder datasets) =>
        datasets
            .MapGet("/{name}/names.csv", Get)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithSummary("Where each example came from: its split, its index, and the file or row that it was imported from.");

    private static Results<PushStreamHttpResult, ProblemHttpResult> Get(
        string name,
        DatasetLibrary library,
        VisibleDatasets visible,
        Caller caller
    )
    {
        if (visible.Find(name, caller) is not { } facts)
            return Problem.NotFound("data set", Sentence.Shorten(name));
        try
        {
            var (train, test) = (
                library.OriginsOf(facts.Name, "train", facts.TrainCount),
                library.OriginsOf(facts.Name, "test", facts.TestCount)
            );
            return train.Count == 0
                ? Problem.Of(404, $"{facts.Title} was not imported: its examples are in the order of its files.")
                : TypedResults.Stream(body => Write(body, train, test), "text/csv; charset=utf-8", $"{facts.Name}-names.csv");
        }
        catch (DatasetException problem)
        {
            return Problem.Of(409, problem.Message);
        }
    }

    private static async Task Write(Stream body, IReadOnlyList<string> train, IReadOnlyList<string> test)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await text.WriteAsync("split,index,origin\r\n");
        foreach (var (split, names) in new[] { ("train", train), ("test", test) })
        {
            for (var i = 0; i < names.Count; i++)
                await text.WriteAsync(Csv.Line(split, i, names[i]) + "\r\n");
        }
    }
}
