using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Paper;

/// <summary>An item judged against the paper.</summary>
/// <param name="Item">The item's written name.</param>
/// <param name="Scale">The scale it was run at.</param>
/// <param name="Rows">One for each published value.</param>
/// <param name="Claims">One for each claim.</param>
public sealed record PaperReport(string Item, PaperScale Scale, IReadOnlyList<PaperReportRow> Rows, IReadOnlyList<PaperReportClaim> Claims);

/// <summary>A claim judged.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Holds">Whether the results bear it out; null while they do not say.</param>
public sealed record PaperReportClaim(string Sentence, bool? Holds);

/// <summary>A measured value beside the published one.</summary>
/// <param name="Row">The row's name.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Published">The paper's value; null for "failed to converge".</param>
/// <param name="Mean">The mean over the finished seeds; null when none has a value.</param>
/// <param name="Spread">The sample standard deviation over seeds; null for fewer than two.</param>
/// <param name="Seeds">Finished seeds.</param>
/// <param name="Verdict">How the two stand to each other.</param>
/// <param name="Reason">One sentence on the verdict, with the tolerance.</param>
public sealed record PaperReportRow(
    string Row,
    PaperMeasure Measure,
    double? Published,
    double? Mean,
    double? Spread,
    int Seeds,
    PaperVerdict Verdict,
    string Reason
);

/// <summary>How a measured value stands to the published one.</summary>
public enum PaperVerdict
{
    /// <summary>There is no result yet.</summary>
    Waiting,

    /// <summary>Within the tolerance, or "failed to converge" as in the paper.</summary>
    Agrees,

    /// <summary>Outside the tolerance.</summary>
    Differs,

    /// <summary>The small scale shows the effect, not the value.</summary>
    NotComparable,
}

/// <summary>An item's runs and verdicts, counted.</summary>
/// <param name="Completed">Runs that have completed.</param>
/// <param name="UnderWay">Runs that are queued or trained.</param>
/// <param name="Agree">Published values that were met.</param>
/// <param name="Differ">Published values that were missed.</param>
/// <param name="Hold">Claims that the results bear out.</param>
/// <param name="Fail">Claims that they do not.</param>
public sealed record PaperStanding(int Completed, int UnderWay, int Agree, int Differ, int Hold, int Fail)
{
    /// <summary>Counts.</summary>
    /// <param name="runs">The runs that count.</param>
    /// <param name="report">The report on them.</param>
    public static PaperStanding Of(IReadOnlyCollection<RunSummary> runs, PaperReport report)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(report);
        return new(
            runs.Count(run => run.Status == RunStatus.Completed),
            runs.Count(run => !run.Status.HasEnded()),
            report.Rows.Count(row => row.Verdict == PaperVerdict.Agrees),
            report.Rows.Count(row => row.Verdict == PaperVerdict.Differs),
            report.Claims.Count(claim => claim.Holds == true),
            report.Claims.Count(claim => claim.Holds == false)
        );
    }
}
