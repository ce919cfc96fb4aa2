using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Curves;

/// <summary>The curves of many runs at once: as buckets for a chart, or every stored point as CSV.</summary>
public static class CurveQueryApi
{
    public static void MapCurveQueries(this WebApplication app)
    {
        app.MapPost(ApiRoutes.Curves, Post)
            .WithTags("Runs")
            .RequireAuthorization(Policies.Read)
            .ProducesProblem(400)
            .Produces(200, contentType: CurvePack.MediaType)
            .WithSummary("Windows of the curves of several runs, as packed columns.");
        app.MapGet(ApiRoutes.Curves + "/csv", Csv)
            .WithTags("Runs")
            .RequireAuthorization(Policies.Read)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .Produces(200, contentType: "text/csv")
            .WithSummary("Every stored point of some runs: run, name, metric, step, epoch, time, value.");
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Post(CurveQuery query, VisibleRuns runs, CurveStore curves)
    {
        if (query.Windows.Count is < 1 or > CurveQuery.MaxWindows)
            return Problem.Of(400, $"windows must be 1 to {CurveQuery.MaxWindows}; there were {query.Windows.Count}.");
        if (query.Buckets is < 1 or > CurveStore.MaxBuckets)
            return Problem.Of(400, $"buckets must be 1 to {CurveStore.MaxBuckets}; it was {query.Buckets}.");
        if (query.Windows.FirstOrDefault(window => window.From < 0 || window.To < window.From) is { } wrong)
            return Problem.Of(400, $"from and to must be steps in order, from 0; they were {wrong.From} and {wrong.To}.");
        HashSet<Metric>? metrics = query.Metrics is null ? null : [.. query.Metrics];
        // One after the other: the database answers one question at a time, and two readers that wait for each other take longer.
        var read = query
            .Windows.Where(window => runs.Find(window.RunId) is not null)
            .Select(window => curves.Read(window.RunId, metrics, window.From, window.To, query.Buckets));
        return TypedResults.File(CurvePack.Write(read), CurvePack.MediaType);
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Csv(
        string runs,
        VisibleRuns store,
        CurveStore curves,
        string? metrics = null
    )
    {
        var wanted = new List<Contracts.Runs.RunSummary>();
        foreach (
            var text in runs.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(CurveQuery.MaxWindows)
        )
        {
            if (!Guid.TryParse(text, out var id))
                return Problem.Of(400, $"runs must be ids of runs, with commas between; one was {Sentence.Shorten(text)}.");
            if (store.Find(id) is not { } run)
                return Problem.NotFound("run", id);
            wanted.Add(run);
        }
        if (wanted.Count == 0)
            return Problem.Of(400, "runs must be ids of runs, with commas between; it was empty.");
        if (!CurveApi.TryReadMetrics(metrics, out var chosen, out var problem))
            return problem;
        var name = wanted.Count == 1 ? wanted[0].Id.ToString() : $"{wanted.Count}-runs";
        return TypedResults.Stream(body => CurveCsv.Write(body, wanted, curves, chosen), "text/csv; charset=utf-8", $"weblab-{name}.csv");
    }
}
