using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Which of a person's files or rows the examples of a report came from.</summary>
public static class ReportOrigins
{
    /// <summary>Names every example that the report names.</summary>
    /// <param name="report">The report.</param>
    /// <param name="subject">What was looked at.</param>
    /// <param name="shown">Makes a name fit for a screen.</param>
    public static LabelAuditReport Add(LabelAuditReport report, LabelAuditSubject subject, Func<string, string> shown)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(shown);
        return Map(report, OriginOf) with { LeftOut = subject.LeftOut };

        string? OriginOf(string split, int index) =>
            (split == "test" ? subject.TestOrigins : subject.Origins).ElementAtOrDefault(index) is { } origin ? shown(origin) : null;
    }

    /// <summary>The report for somebody who may not see the data set, and is not told what its files are called.</summary>
    /// <param name="report">The report.</param>
    public static LabelAuditReport Remove(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Map(report, (_, _) => null) with
        {
            ProbabilityFile = null,
            Embeddings = report.Embeddings is { } embeddings ? embeddings with { File = null } : null,
            LeftOut = report.LeftOut is { } leftOut ? leftOut with { Reasons = [] } : null,
        };
    }

    private static LabelAuditReport Map(LabelAuditReport report, Func<string, int, string?> originOf)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with
        {
            Suspects = [.. report.Suspects.Select(suspect => suspect with { Origin = originOf(suspect.Split, suspect.Index) })],
            Duplicates = [.. report.Duplicates.Select(group => group with { Examples = [.. group.Examples.Select(Named)] })],
            Outliers = [.. report.Outliers.Select(outlier => outlier with { Example = Named(outlier.Example) })],
            Blank = [.. report.Blank.Select(Named)],
        };

        LabelAuditExample Named(LabelAuditExample example) => example with { Origin = originOf(example.Split, example.Index) };
    }
}
