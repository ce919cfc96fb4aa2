using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Server.Datasets;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.LabelAudits;

/// <summary>An audit's report as one HTML file that opens anywhere. Its JSON and CSV are as every analysis's.</summary>
public static class LabelReportApi
{
    public static void Map(RouteGroupBuilder audits) =>
        audits
            .MapGet("/report.html", GetHtml)
            .ProducesProblem(404)
            .WithSummary("The report of a label audit as one HTML file that opens anywhere.");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetHtml(
        Guid id,
        VisibleRuns runs,
        StoreFolder store,
        VisibleDatasets visible,
        DatasetImages images,
        CancellationToken stop
    )
    {
        if (runs.Find(id) is not { } run || Read(run, store) is not { } report)
            return LabelVoteApi.NoAudit(id);
        // A private set's pictures and the names of its files are its owner's, whoever may see the audit.
        var facts = visible.Find(run.Spec.Dataset, runs.Caller);
        report = Shown(report, facts is not null);
        var pictures = facts is { Kind: DatasetKind.Images } ? await Pictures(run, facts, images, stop) : null;
        var html = await Task.Run(() => LabelAuditHtml.Of(report, pictures?.Train, pictures?.Test), stop);
        return TypedResults.File(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", "label-audit.html");
    }

    /// <summary>A report as a caller may see it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="maySeeSet">Whether the caller may see its data set; who may not is not told what its files are called.</param>
    public static LabelAuditReport Shown(LabelAuditReport report, bool maySeeSet) =>
        maySeeSet ? report : ReportOrigins.Remove(report);

    /// <summary>The JSON of a report as a caller may see it who may not see its data set; null for a document that is none.</summary>
    /// <param name="document">The report as its worker kept it.</param>
    public static MemoryStream? WithoutOrigins(Stream document)
    {
        try
        {
            var report = JsonSerializer.Deserialize<LabelAuditReport>(document, LabJson.Tolerant)!;
            return new(JsonSerializer.SerializeToUtf8Bytes(Shown(report, maySeeSet: false), LabJson.Options));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A set that is here no more leaves the report without pictures.
    private static async Task<Dataset?> Pictures(RunSummary run, DatasetFacts facts, DatasetImages images, CancellationToken stop)
    {
        try
        {
            return await images.Open(facts.Name, stop);
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private static LabelAuditReport? Read(RunSummary run, StoreFolder store)
    {
        if (run.Spec.Analysis is null)
            return null;
        using var report = AnalysisApi.Open(run.Id, store);
        if (report is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<LabelAuditReport>(report, LabJson.Tolerant);
        }
        catch (JsonException)
        {
            // Another kind of analysis has another report.
            return null;
        }
    }
}
