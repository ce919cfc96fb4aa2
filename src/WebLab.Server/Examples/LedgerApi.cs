using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Data.Examples;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Examples;

/// <summary>A run's ledgers: what was recorded of each training example, and of each test example, over training.</summary>
public static class LedgerApi
{
    /// <summary>Where nothing is said, what is asked for is of training examples.</summary>
    internal const string Train = "train";

    private const int MaxColumns = 12;

    /// <summary>Ten runs of 60,000 examples, of about 100 bytes each.</summary>
    private const long MaxCompared = 600_000;

    public static void Map(RouteGroupBuilder runs)
    {
        var ledger = runs.MapGroup("/{id:guid}/ledger").ProducesProblem(400).ProducesProblem(404);
        ledger
            .MapGet("", Facts)
            .WithSummary("What the ledger of a run holds of each training example, or with split=test of each test example.");
        ledger.MapGet("/examples", Page).WithSummary("Examples, sorted and filtered, a page at a time.");
        ledger.MapGet("/examples/{index:int}", Story).WithSummary("One example over the epochs.");
        ledger
            .MapGet("/columns", Columns)
            .Produces(200, contentType: "application/octet-stream")
            .WithSummary("Whole columns: little-endian 32-bit floats, one an example, column after column as named; NaN for none.");
        ledger.MapGet("/histograms", Histogram).WithSummary("How a column's values lie, clean and corrupted examples apart.");
        ledger.MapGet("/agreement", Agreement).WithSummary("Two or more runs of the same examples, example by example.");
    }

    private static Results<Ok<LedgerFacts>, ProblemHttpResult> Facts(Guid id, VisibleRuns runs, LedgerStore ledgers, string split = Train)
    {
        if (Find(id, split, runs, ledgers, out var run, out var ledger) is { } absent)
            return absent;
        return TypedResults.Ok(
            new LedgerFacts(
                ledger.Count,
                DatasetFacts.Of(run.Spec.Dataset).Classes,
                [.. ledger.Evaluations.Select(evaluation => new RecordedEvaluation(evaluation.Epoch, evaluation.Step))],
                ledger.Columns,
                ledger.Values("corrupted")!.Count(corrupted => corrupted == 1),
                ledger.HeldOut.Count(isHeldOut => isHeldOut),
                KnowsTrueLabels: ledger.Split == RecordedSplit.Test
                    || !DatasetFacts.Of(run.Spec.Dataset).IsOwn
                    || !ledger.TrueLabels.AsSpan().SequenceEqual(ledger.GivenLabels),
                HasCScores: ledger.CScores is not null
            )
            {
                Split = ledger.Split,
            }
        );
    }

    private static Results<Ok<LedgerPage>, ProblemHttpResult> Page(
        Guid id,
        VisibleRuns runs,
        LedgerStore ledgers,
        string sort = LedgerColumn.Index,
        bool descending = false,
        string show = "all",
        int? givenClass = null,
        int? trueClass = null,
        string? indices = null,
        string? range = null,
        int offset = 0,
        int limit = 50,
        string split = Train
    )
    {
        if (Find(id, split, runs, ledgers, out var run, out var ledger) is { } absent)
            return absent;
        if (LedgerQueryText.Read(run, ledger, sort, descending, show, givenClass, trueClass, indices, range, out var query) is { } wrong)
            return Problem.Of(400, wrong);
        if (offset < 0)
            return Problem.Of(400, $"offset must be at least 0; it was {offset}.");
        if (limit is < 1 or > LedgerPage.MaxLimit)
            return Problem.Of(400, $"limit must be 1 to {LedgerPage.MaxLimit}; it was {limit}.");
        var found = query.Of(ledger);
        return TypedResults.Ok(new LedgerPage(found.Length, [.. found.Skip(offset).Take(limit).Select(i => Row(ledger, i))]));
    }

    private static Results<Ok<LedgerStory>, ProblemHttpResult> Story(
        Guid id,
        int index,
        VisibleRuns runs,
        LedgerStore ledgers,
        string split = Train
    )
    {
        if (Find(id, split, runs, ledgers, out _, out var ledger) is { } absent)
            return absent;
        if (index < 0 || index >= ledger.Count)
            return Problem.Of(404, $"There is no {Words(ledger.Split)} example {index}: the run has {ledger.Count}, from 0.");
        return TypedResults.Ok(
            new LedgerStory(
                Row(ledger, index),
                [.. ledger.Evaluations.Select(evaluation => new RecordedEvaluation(evaluation.Epoch, evaluation.Step))],
                ledger.Story(index).ToDictionary(each => each.Key, IReadOnlyList<float?> (each) => Array.ConvertAll(each.Value, Known))
            )
        );
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Columns(
        Guid id,
        VisibleRuns runs,
        LedgerStore ledgers,
        string names,
        int? epoch = null,
        string split = Train
    )
    {
        if (Find(id, split, runs, ledgers, out _, out var ledger) is { } absent)
            return absent;
        var asked = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (asked.Length is < 1 or > MaxColumns)
            return Problem.Of(400, $"names must name 1 to {MaxColumns} columns, with commas between; it named {asked.Length}.");
        var content = new byte[(long)asked.Length * ledger.Count * sizeof(float)];
        for (var i = 0; i < asked.Length; i++)
        {
            var values = ledger.Values(asked[i]);
            if (values is null)
                return Problem.Of(400, LedgerQueryText.NoColumn("names", asked[i], ledger));
            if (epoch is { } named && ledger.Columns.Any(column => column.Name == asked[i] && column.IsByEpoch))
                values = ledger.Values(asked[i], named);
            if (values is null)
                return Problem.Of(400, NoEpoch(epoch!.Value, ledger));
            // Every machine that this runs on is little-endian.
            MemoryMarshal.AsBytes<float>(values).CopyTo(content.AsSpan(i * ledger.Count * sizeof(float)));
        }
        return TypedResults.Bytes(content, "application/octet-stream");
    }

    private static Results<Ok<LedgerHistogram>, ProblemHttpResult> Histogram(
        Guid id,
        VisibleRuns runs,
        LedgerStore ledgers,
        string column,
        int? epoch = null,
        string split = Train
    )
    {
        if (Find(id, split, runs, ledgers, out _, out var ledger) is { } absent)
            return absent;
        if (ledger.Columns.FirstOrDefault(each => each.Name == column) is not { } found)
            return Problem.Of(400, LedgerQueryText.NoColumn("column", column, ledger));
        // A summary is of all epochs, whichever the slider is at.
        var at = found.IsByEpoch ? epoch ?? ledger.Evaluations[^1].Epoch : (int?)null;
        return LedgerHistograms.Of(ledger, found, at) is { } histogram
            ? TypedResults.Ok(histogram)
            : Problem.Of(400, NoEpoch(at!.Value, ledger));
    }

    private static Results<Ok<LedgerAgreement>, ProblemHttpResult> Agreement(Guid id, string with, VisibleRuns runs, LedgerStore ledgers)
    {
        var names = with.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length is < 1 or >= LedgerAgreement.MaxRuns)
            return Problem.Of(
                400,
                $"with must name 1 to {LedgerAgreement.MaxRuns - 1} runs, with commas between; it named {names.Length}."
            );
        var compared = new List<(RunSummary Run, ExampleLedger Ledger)>();
        foreach (var name in names.Prepend(id.ToString()))
        {
            if (!Guid.TryParse(name, out var other))
                return Problem.Of(400, $"with must name runs by their ids; one was {Sentence.Shorten(name)}.");
            if (Find(other, Train, runs, ledgers, out var run, out var ledger) is { } absent)
                return absent;
            if (compared.Exists(each => each.Run.Id == run.Id))
                return Problem.Of(400, $"with must name each run once; {run.Name} was named more than once.");
            compared.Add((run, ledger));
            var first = compared[0];
            if (names.Length > 1 && (names.Length + 1L) * ledger.Count > MaxCompared)
                return Problem.Of(
                    400,
                    Sentence.Of(
                        $"with must name runs of at most {MaxCompared:N0} examples in all; "
                            + $"{names.Length + 1} runs of {ledger.Count:N0} are "
                            + $"{(names.Length + 1L) * ledger.Count:N0}."
                    )
                );
            if (run.Spec.Dataset != first.Run.Spec.Dataset || ledger.Count != first.Ledger.Count)
                return Problem.Of(
                    400,
                    $"with must name runs of the same training examples as {first.Run.Name}, {first.Ledger.Count} of "
                        + $"{first.Run.Spec.Dataset}; {run.Name} has {ledger.Count} of {run.Spec.Dataset}."
                );
        }
        return TypedResults.Ok(
            LedgerAgreements.Of([.. compared.Select(each => (each.Run.Id, each.Run.Name, each.Run.Spec.Seed, each.Ledger))])
        );
    }

    internal static ProblemHttpResult? Find(
        Guid id,
        string split,
        VisibleRuns runs,
        LedgerStore ledgers,
        out RunSummary run,
        out ExampleLedger ledger
    )
    {
        (run, ledger) = (null!, null!);
        if (runs.Find(id) is not { } found)
            return Problem.NotFound("run", id);
        run = found;
        if (!Names<RecordedSplit>.TryParse(split, out var of))
            return Problem.Of(400, $"split must be {string.Join(" or ", Names<RecordedSplit>.All)}; it was {Sentence.Shorten(split)}.");
        try
        {
            if (ledgers.Find(run, of, runs) is { } kept)
            {
                ledger = kept;
                return null;
            }
            if (of == RecordedSplit.Test && run.Status.HasEnded() && ledgers.Find(run, RecordedSplit.Train, runs) is not null)
                return Problem.Of(404, $"{run.Name} has no ledger of its test examples: it was trained before WebLab kept one.");
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
        {
            return Problem.Of(404, $"The ledger of {run.Name} cannot be read: {error.Message}");
        }
        return Problem.Of(
            404,
            run.Status.HasEnded()
                ? $"{run.Name} has no ledger: it ended before its first epoch did, trains nothing, or is older than ledgers are."
                : $"{run.Name} has no ledger yet: it begins with the end of the first epoch."
        );
    }

    private static string Words(RecordedSplit split) => split == RecordedSplit.Test ? "test" : "training";

    private static LedgerRow Row(ExampleLedger ledger, int i) =>
        new(
            i,
            ledger.TrueLabels[i],
            ledger.GivenLabels[i],
            ledger.TrueLabels[i] != ledger.GivenLabels[i],
            ledger.HeldOut[i],
            ledger.Columns.ToDictionary(column => column.Name, column => Known(ledger.Values(column.Name)![i]))
        );

    private static float? Known(float value) => float.IsNaN(value) ? null : value;

    private static string NoEpoch(int epoch, ExampleLedger ledger) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"epoch must be one of the {ledger.Evaluations.Count} that were recorded, {ledger.Evaluations[0].Epoch} to "
                + $"{ledger.Evaluations[^1].Epoch}; it was {epoch}."
        );
}
