using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Science.Jobs;
using WebLab.Server.Datasets;
using WebLab.Server.Problems;
using WebLab.Server.Reports;
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

    private static Results<FileStreamHttpResult, NoContent, ProblemHttpResult> Get(
        Guid id,
        VisibleRuns runs,
        VisibleDatasets datasets,
        StoreFolder store
    )
    {
        if (Find(id, runs, out var run, out var kind) is { } absent)
            return absent;
        if (Open(id, store) is not { } report)
            return TypedResults.NoContent();
        var maySeeSet = datasets.Find(run.Spec.Dataset, runs.Caller) is not null;
        return (ReportForm.Of(kind.Id) is { } form ? form.Shown(report, maySeeSet) : report) is { } shown
            ? TypedResults.Stream(shown, "application/json")
            : TypedResults.NoContent();
    }

    /// <summary>The analysis with an id, of those that the caller sees.</summary>
    /// <returns>Why there is none; null when there is.</returns>
    public static ProblemHttpResult? Find(Guid id, VisibleRuns runs, out RunSummary run, out JobInfo kind)
    {
        (run, kind) = (null!, null!);
        if (runs.Find(id) is not { } found)
            return Problem.NotFound("run", id);
        (run, kind) = (found, JobKinds.Of(found.Spec));
        return kind.IsAnalysis ? null : Problem.Of(404, $"Run {id} has no report: it is no analysis.");
    }

    /// <summary>A run's document as it stands; null where it has none. What is open stays whole: the next report is moved into
    /// its place.</summary>
    public static FileStream? Open(Guid id, StoreFolder store)
    {
        try
        {
            return new(
                Path.Combine(store.Analyses, AnalysisReports.NameOf(id)),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
