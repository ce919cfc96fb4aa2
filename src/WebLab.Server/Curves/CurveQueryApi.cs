using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Curves;

/// <summary>The curves of many runs at once: as buckets for a chart, or every stored point as CSV.</summary>
public static class CurveQueryApi
{
    // Each write to the body is a packet of its own: a hundred curves of 24 kB took a third longer so.
    private const int PacketBytes = 1 << 18;

    public static void MapCurves(this WebApplication app)
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

    private static Results<PushStreamHttpResult, ProblemHttpResult> Post(CurveQuery query, VisibleRuns runs, CurveStore curves)
    {
        if (Refusal(query) is { } sentence)
            return Problem.Of(400, sentence);
        HashSet<Metric>? metrics = query.Metrics is null ? null : [.. query.Metrics];
        // One after the other: the database answers one question at a time, two readers that wait for each other take longer, and no more
        // than one run's curve is held however long the answer is.
        return TypedResults.Stream(
            async body =>
            {
                await using var packets = new BufferedStream(body, PacketBytes);
                foreach (var window in query.Windows.Where(window => runs.Find(window.RunId) is not null))
                    await packets.WriteAsync(CurvePack.Write(curves.Read(window.RunId, metrics, window.From, window.To, query.Buckets)));
            },
            CurvePack.MediaType
        );
    }

    private static string? Refusal(CurveQuery query)
    {
        if (query.Windows.Count is < 1 or > CurveQuery.MaxWindows)
            return $"windows must be 1 to {CurveQuery.MaxWindows}; there were {query.Windows.Count}.";
        if (query.Windows.Contains(null!) || query.Metrics?.Contains(null!) == true)
            return "windows and metrics must be lists without null in them.";
        if (query.Windows.GroupBy(window => window.RunId).FirstOrDefault(windows => windows.Count() > 1) is { Key: var twice })
            return $"windows must each be of another run; {twice} was named more than once.";
        if (query.Buckets is < 1 or > CurveStore.MaxBuckets)
            return $"buckets must be 1 to {CurveStore.MaxBuckets}; it was {query.Buckets}.";
        if (query.Windows.FirstOrDefault(window => window.From < 0 || window.To < window.From) is { } wrong)
            return $"from and to must be steps in order, from 0; they were {wrong.From} and {wrong.To}.";
        var metrics = query.Metrics?.Distinct().Count() ?? Metric.All.Count;
        return query.Windows.Count > CurveQuery.WindowsOf(metrics, query.Buckets)
            ? Sentence.Of(
                $"windows x metrics x buckets must be at most {CurveQuery.MaxBucketsInAll:N0}; it was {query.Windows.Count} x {metrics} x "
                    + $"{query.Buckets}. Ask for fewer runs at a time."
            )
            : null;
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Csv(
        string runs,
        VisibleRuns store,
        CurveStore curves,
        string? metrics = null
    )
    {
        var wanted = new List<RunSummary>();
        var ids = runs.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > CurveQuery.MaxWindows)
            return Problem.Of(400, $"runs must be at most {CurveQuery.MaxWindows} ids; there were {ids.Length}.");
        foreach (var text in ids)
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
        return TypedResults.Stream(
            body => Contracts.Csv.Write(body, CurveCsv.Lines(wanted, curves, chosen)),
            Contracts.Csv.ContentType,
            $"weblab-{name}.csv"
        );
    }
}
