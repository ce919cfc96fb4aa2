using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Paper;

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
    /// <param name="runs">The runs that count, see <see cref="PaperRuns.Counted"/>.</param>
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
