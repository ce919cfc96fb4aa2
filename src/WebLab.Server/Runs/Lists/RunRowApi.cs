using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Server.Problems;
using WebLab.Server.Queue;

namespace WebLab.Server.Runs.Lists;

/// <summary>The rows of a table: of each run only the fields that are on the screen, a tenth of what the whole run takes.</summary>
public static class RunRowApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/rows", Rows)
            .ProducesProblem(400)
            .WithSummary("A page of runs as rows of the fields asked for (fields=model,test.acc), filtered and sorted as the list is.");

    private static Results<Ok<Page<RunRow>>, ProblemHttpResult> Rows(
        RunSearch search,
        VisibleRuns visible,
        RunQueue queue,
        string fields,
        int skip = 0,
        int take = 100,
        string? filter = null,
        string? sort = null
    )
    {
        if (Paging.Problem(skip, take) is { } paging)
            return paging;
        var names = fields.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > RunRow.MaxCells)
            return Problem.Of(400, $"fields must name at most {RunRow.MaxCells} fields; it named {names.Length}.");
        var wanted = names.Select(RunFields.Find).ToList();
        if (wanted.IndexOf(null) is >= 0 and var unknown)
            return Problem.Of(400, $"fields must name fields, for example model,test.acc; one was {Sentence.Shorten(names[unknown])}.");
        if (RunListApi.Query(filter, sort, out var query) is { } refused)
            return refused;
        var found = search.Find(query, visible);
        var page = queue.Place([.. found.Skip(skip).Take(take)]);
        return TypedResults.Ok(new Page<RunRow>([.. page.Select(run => Row(run, wanted!))], found.Count));
    }

    private static RunRow Row(RunSummary run, List<RunField> fields) =>
        new(
            run.Id,
            run.ExperimentId,
            run.ExperimentName,
            run.Index,
            run.Name,
            run.Status,
            run.IsPinned,
            run.ArchivedAt is not null,
            [.. fields.Select(field => field.Read(run))]
        )
        {
            QueuePosition = run.QueuePosition,
        };
}
