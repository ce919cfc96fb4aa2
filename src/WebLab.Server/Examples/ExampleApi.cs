using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Data.Examples;
using WebLab.Server.Problems;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Examples;

/// <summary>What the workers recorded of each training and test example.</summary>
public static class ExampleApi
{
    public static void Map(RouteGroupBuilder runs)
    {
        var examples = runs.MapGroup("/{id:guid}/examples/{recorder}");
        examples.MapGet("", Get).ProducesProblem(404).WithSummary("What a recorder kept of a run's training or test examples, and when.");
        examples
            .MapGet("/{epoch:int}", GetValues)
            .ProducesProblem(404)
            .WithSummary("Its values at the end of one epoch, by original index.");
    }

    private static Results<Ok<RecordedExamples>, ProblemHttpResult> Get(Guid id, string recorder, VisibleRuns runs, StoreFolder store)
    {
        if (runs.Find(id) is null)
            return Problem.NotFound("run", id);
        if (Open(id, recorder, store, out var problem) is not { } file)
            return problem;
        return TypedResults.Ok(
            new RecordedExamples(
                file.Header.Recorder,
                file.Header.Split,
                [
                    .. file.Header.Columns.Select(column => new RecordedColumn(
                        column.Name,
                        column.Title,
                        column.Type == ExampleColumnType.ClassIndex
                    )),
                ],
                file.Header.Count,
                file.Header.HeldOut,
                [.. file.Evaluations.Select(evaluation => new RecordedEvaluation(evaluation.Epoch, evaluation.Step))]
            )
        );
    }

    private static Results<Ok<RecordedValues>, ProblemHttpResult> GetValues(
        Guid id,
        string recorder,
        int epoch,
        VisibleRuns runs,
        StoreFolder store
    )
    {
        if (runs.Find(id) is null)
            return Problem.NotFound("run", id);
        if (Open(id, recorder, store, out var problem) is not { } file)
            return problem;
        var found = file.Evaluations.Where(evaluation => evaluation.Epoch == epoch).ToList();
        if (found.Count == 0)
            return Problem.Of(
                404,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Run {id} recorded {file.Evaluations.Count} epochs; epoch {epoch} is none of them."
                )
            );
        var block = file.Read(found[0]);
        return TypedResults.Ok(
            new RecordedValues(
                found[0].Epoch,
                found[0].Step,
                file.Header.Columns.Select((column, i) => (column.Name, Values: Values(block, column, i)))
                    .ToDictionary(each => each.Name, each => each.Values)
            )
        );
    }

    private static float[] Values(ExampleBlock block, ExampleColumn column, int i) =>
        column.Type == ExampleColumnType.ClassIndex
            ? Array.ConvertAll(block.Classes(i), value => value == ExampleBlock.NoClass ? -1f : value)
            : block.Numbers(i);

    private static ExampleFile? Open(Guid id, string recorder, StoreFolder store, out ProblemHttpResult problem)
    {
        problem = Problem.Of(
            404,
            $"Run {id} has no record {Sentence.Shorten(recorder)}: nothing was recorded yet, or there is no such recorder."
        );
        // The name of a recorder stands in a path: only what a recorder can be called is looked for.
        if (recorder.Length > 60 || !recorder.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            return null;
        try
        {
            return ExampleFile.OpenWhole(Path.Combine(store.Examples, ExampleFile.NameOf(id, recorder)));
        }
        catch (FileNotFoundException) { }
        catch (InvalidDataException error)
        {
            problem = Problem.Of(404, $"The record {recorder} of run {id} cannot be read: {error.Message}");
        }
        return null;
    }
}
