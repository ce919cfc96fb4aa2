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
                : TypedResults.Stream(body => Csv.Write(body, Lines(train, test)), Csv.ContentType, $"{facts.Name}-names.csv");
        }
        catch (DatasetException problem)
        {
            return Problem.Of(409, problem.Message);
        }
    }

    private static IEnumerable<string> Lines(IReadOnlyList<string> train, IReadOnlyList<string> test) =>
        new[] { ("train", train), ("test", test) }
            .SelectMany(split => split.Item2.Select((name, i) => Csv.Line(split.Item1, i, name)))
            .Prepend(Csv.Line("split", "index", "origin"));
}
