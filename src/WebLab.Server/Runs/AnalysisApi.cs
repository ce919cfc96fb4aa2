using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts.Workers;
using WebLab.Science.Jobs;
using WebLab.Server.Problems;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>What analyses found, of whichever kind: the document as their worker kept it, also while it works.</summary>
public static class AnalysisApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/{id:guid}/report", Get)
            .ProducesProblem(404)
            .Produces(204)
            .WithSummary("What an analysis found, as JSON; so far while it works, and nothing (204) before its first answer.");

    private static Results<FileContentHttpResult, NoContent, ProblemHttpResult> Get(Guid id, VisibleRuns runs, StoreFolder store)
    {
        if (runs.Find(id) is not { } run)
            return Problem.NotFound("run", id);
        if (!JobKinds.Of(run.Spec).IsAnalysis)
            return Problem.Of(404, $"Run {id} has no report: it is no analysis.");
        return Read(id, store) is { } report ? TypedResults.File(report, "application/json") : TypedResults.NoContent();
    }

    /// <summary>A run's document as it stands; null where it has none.</summary>
    public static byte[]? Read(Guid id, StoreFolder store)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(store.Analyses, AnalysisReports.NameOf(id)));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
