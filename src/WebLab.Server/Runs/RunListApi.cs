using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Filters;
using WebLab.Science.Runs;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Runs.Lists;

namespace WebLab.Server.Runs;

/// <summary>Finding runs: the list, their ids, groups of them, and the values that a filter can name.</summary>
public static class RunListApi
{
    private const int MaxGroupFields = 4;
    private const int MaxGroups = 1_000;
    private const int MaxIdsAGroup = 100;
    private const int MaxSome = 500;

    public static void Map(RouteGroupBuilder runs)
    {
        runs.MapGet("/", List)
            .WithSummary("A page of runs: filtered (model = mlp-1x512 and test.acc >= best - 0.02), sorted (-test.acc), pinned ones first.")
            .ProducesProblem(400);
        runs.MapGet("/ids", Ids)
            .WithSummary("The ids of all runs that a filter lets through, in the order of the list.")
            .ProducesProblem(400);
        runs.MapPost("/some", Some)
            .WithSummary("The runs of up to 500 ids, in their order; one that is gone is left out.")
            .ProducesProblem(400);
        runs.MapGet("/groups", Groups)
            .WithSummary(
                "The runs that a filter lets through, grouped by fields (model,noise-rate), with mean and spread of measures "
                    + "(test.acc,train.acc)."
            )
            .ProducesProblem(400);
        runs.MapGet("/known", Known).WithSummary("The values in use of fields without a closed list, for completing a filter.");
    }

    private static Results<Ok<Page<RunSummary>>, ProblemHttpResult> List(
        RunSearch search,
        VisibleRuns runs,
        RunQueue queue,
        int skip = 0,
        int take = 100,
        string? filter = null,
        string? sort = null,
        Guid? experimentId = null,
        string? status = null
    )
    {
        if (Paging.Problem(skip, take) is { } problem)
            return problem;
        RunStatus? wanted = null;
        if (status is not null)
        {
            if (!Names<RunStatus>.TryParse(status, out var parsed))
                return Problem.Of(
                    400,
                    $"status must be one of {string.Join(", ", Names<RunStatus>.All)}; it was {Sentence.Shorten(status)}."
                );
            wanted = parsed;
        }
        return Query(filter, sort, out var query) is { } refused ? refused : Page();

        Ok<Page<RunSummary>> Page()
        {
            var found =
                experimentId is null && wanted is null
                    ? search.Find(query, runs)
                    : query.Apply((experimentId is { } id ? runs.Of(id) : runs.All()).Where(run => wanted is null || run.Status == wanted));
            return TypedResults.Ok(new Page<RunSummary>(queue.Place([.. found.Skip(skip).Take(take)]), found.Count));
        }
    }

    private static Results<Ok<IReadOnlyList<Guid>>, ProblemHttpResult> Ids(
        RunSearch search,
        VisibleRuns runs,
        string? filter = null,
        string? sort = null
    ) =>
        Query(filter, sort, out var query) is { } refused
            ? refused
            : TypedResults.Ok<IReadOnlyList<Guid>>([.. search.Find(query, runs).Select(run => run.Id)]);

    private static Results<Ok<IReadOnlyList<RunSummary>>, ProblemHttpResult> Some(
        IReadOnlyList<Guid> ids,
        VisibleRuns runs,
        RunQueue queue
    ) =>
        ids.Count is < 1 or > MaxSome
            ? Problem.Of(400, $"ids must be 1 to {MaxSome} ids of runs; there were {ids.Count}.")
            : TypedResults.Ok(queue.Place([.. ids.Select(runs.Find).OfType<RunSummary>()]));

    private static Results<Ok<Page<RunGroup>>, ProblemHttpResult> Groups(
        RunSearch search,
        VisibleRuns runs,
        string by,
        string? measures = null,
        string? filter = null,
        int skip = 0,
        int take = 100
    )
    {
        if (Paging.Problem(skip, take) is { } paging)
            return paging;
        if (Query(filter, null, out var query) is { } refused)
            return refused;
        var fields = Split(by).Select(name => (Name: name, Field: RunFields.Find(name))).ToList();
        if (fields.Count is 0 or > MaxGroupFields)
            return Problem.Of(400, $"by must name 1 to {MaxGroupFields} fields, with commas between; it named {fields.Count}.");
        if (fields.FirstOrDefault(field => field.Field is null) is { Name: { } unknown })
            return Problem.Of(400, $"by must name fields, for example model,noise-rate; one was {Sentence.Shorten(unknown)}.");
        if (measures is not null && Split(measures).Length > RunRow.MaxCells)
            return Problem.Of(
                400,
                $"measures must name at most {RunRow.MaxCells} fields, with commas between; it named {Split(measures).Length}."
            );
        var spreads = Split(measures ?? "test.acc").Select(name => (Name: name, Field: RunFields.Find(name) as NumberRunField)).ToList();
        if (spreads.FirstOrDefault(measure => measure.Field is null) is { Name: { } wrong })
            return Problem.Of(400, $"measures must name fields that are numbers, for example test.acc; one was {Sentence.Shorten(wrong)}.");
        var groups = RunGrouping.Of(
            search.Find(query, runs),
            [.. fields.Select(field => field.Field!)],
            [.. spreads.Select(measure => measure.Field!)],
            MaxIdsAGroup
        );
        return groups.Count > MaxGroups
            ? Problem.Of(400, $"by must make at most {MaxGroups:N0} groups; it made {groups.Count:N0}. Group by a field with fewer values.")
            : TypedResults.Ok(new Page<RunGroup>([.. groups.Skip(skip).Take(take)], groups.Count));
    }

    private static Ok<IReadOnlyDictionary<string, IReadOnlyList<string>>> Known(VisibleRuns runs)
    {
        const int mostValues = 500;
        var all = runs.All();
        return TypedResults.Ok<IReadOnlyDictionary<string, IReadOnlyList<string>>>(
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["tag"] =
                [
                    .. all.SelectMany(run => run.Tags)
                        .Distinct(StringComparer.OrdinalIgnoreCase)
                        .Order(StringComparer.OrdinalIgnoreCase)
                        .Take(mostValues),
                ],
                ["experiment"] =
                [
                    .. all.OrderByDescending(run => run.CreatedAt).Select(run => run.ExperimentName).Distinct().Take(mostValues),
                ],
                ["owner"] =
                [
                    .. all.Select(run => run.Owner)
                        .Where(owner => owner.Length > 0)
                        .Distinct()
                        .Order(StringComparer.OrdinalIgnoreCase)
                        .Take(mostValues),
                ],
                ["device"] =
                [
                    .. all.Select(run => run.Facts?.Device).OfType<string>().Distinct().Order(StringComparer.Ordinal).Take(mostValues),
                ],
            }
        );
    }

    internal static ProblemHttpResult? Query(string? filter, string? sort, out RunQuery query)
    {
        try
        {
            query = RunQuery.Parse(filter, sort);
            return null;
        }
        catch (FilterException error)
        {
            query = null!;
            return Problem.Of(400, $"filter, column {error.Column}: {error.Sentence}");
        }
        catch (FormatException error)
        {
            query = null!;
            return Problem.Of(400, error.Message);
        }
    }

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
