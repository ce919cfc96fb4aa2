using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Server.Datasets;
using WebLab.Server.Problems;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Reports;

/// <summary>What analyses found, as CSV for a spreadsheet: every number of a report, so far while it works.</summary>
public static class ReportCsvApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/{id:guid}/report.csv", Get)
            .ProducesProblem(404)
            .WithSummary("Every number of an analysis's report as CSV; so far while it works.");

    private static Results<PushStreamHttpResult, ProblemHttpResult> Get(
        Guid id,
        VisibleRuns runs,
        VisibleDatasets datasets,
        StoreFolder store
    )
    {
        if (AnalysisApi.Find(id, runs, out var run, out var kind) is { } absent)
            return absent;
        if (ReportForm.Of(kind.Id) is not { } form)
            return Problem.Of(404, $"{kind.Title} has no CSV; its report is JSON, without .csv at the end of the address.");
        using var report = AnalysisApi.Open(id, store);
        if (report is null)
            return Problem.Of(404, $"Run {id} has no report yet: it has answered nothing.");
        var found = form.Lines(report, datasets.Find(run.Spec.Dataset, runs.Caller) is not null);
        return TypedResults.Stream(body => Csv.Write(body, found), Csv.ContentType, $"{kind.Id}.csv");
    }
}
