using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts.Workers;
using WebLab.Server.Problems;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>What analyses found, of whichever kind: the document as their worker kept it, also while it works.</summary>
public static class AnalysisApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/{id:guid}/report", Get).ProducesProblem(404).WithSummary("What an analysis found, as JSON; so far while it works.");

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(Guid id, VisibleRuns runs, StoreFolder store)
    {
        if (runs.Find(id) is null)
            return Problem.NotFound("run", id);
        return Read(id, store) is { } report
            ? TypedResults.File(report, "application/json")
            : Problem.Of(404, $"Run {id} has no report: it is no analysis, or has answered nothing yet.");
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
