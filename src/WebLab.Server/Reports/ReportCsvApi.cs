using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Science.Jobs;
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
        if (runs.Find(id) is not { } run)
            return Problem.NotFound("run", id);
        var kind = JobKinds.Of(run.Spec);
        if (!kind.IsAnalysis)
            return Problem.Of(404, $"Run {id} has no report: it is no analysis.");
        if (ReportForm.Of(kind.Id) is not { } form)
            return Problem.Of(404, $"{kind.Title} has no CSV; its report is JSON, without .csv at the end of the address.");
        using var report = AnalysisApi.Open(id, store);
        if (report is null)
            return Problem.Of(404, $"Run {id} has no report yet: it has answered nothing.");
        var found = form.Lines(report, datasets.Find(run.Spec.Dataset, runs.Caller) is not null);
        return TypedResults.Stream(body => Write(body, found), "text/csv; charset=utf-8", $"{kind.Id}.csv");
    }

    // Line by line: 60,000 examples are some megabytes.
    private static async Task Write(Stream body, IEnumerable<string> lines)
    {
        await using var writer = new StreamWriter(body, leaveOpen: true) { NewLine = "\r\n" };
        foreach (var line in lines)
            await writer.WriteLineAsync(line);
    }
}
