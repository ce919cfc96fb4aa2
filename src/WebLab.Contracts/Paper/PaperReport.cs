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
/// <param name="Finding">What the seeds say of it.</param>
public sealed record PaperReportClaim(string Sentence, ClaimFinding Finding);

/// <summary>What the seeds say of a claim.</summary>
/// <param name="State">The verdict.</param>
/// <param name="Seeds">Seeds that it rests on: those that every row of the claim has.</param>
/// <param name="Reason">One sentence with the figures: the mean difference with its 95 % interval, or the seeds that are outside.</param>
public sealed record ClaimFinding(ClaimState State, int Seeds, string Reason);

/// <summary>How a claim stands after some seeds.</summary>
public enum ClaimState
{
    /// <summary>There is no result yet.</summary>
    Waiting,

    /// <summary>The seeds bear it out: the interval lies on the claimed side, or every seed is within the claimed range.</summary>
    Holds,

    /// <summary>The seeds do not decide: too few of them, or they disagree.</summary>
    NotShown,

    /// <summary>The seeds contradict it.</summary>
    Fails,
}

/// <summary>A measured value beside the published one.</summary>
/// <param name="Row">The row's name.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Published">The paper's value; null for "failed to converge".</param>
/// <param name="Mean">The mean over the finished seeds; null unless every one has a value.</param>
/// <param name="Spread">The sample standard deviation over seeds; null for fewer than two.</param>
/// <param name="Seeds">Finished seeds.</param>
/// <param name="Without">Those of them that have no value: they had not fitted when their epochs were over, or diverged.</param>
/// <param name="Verdict">How the two stand to each other.</param>
/// <param name="Reason">One sentence on the verdict, with the tolerance.</param>
public sealed record PaperReportRow(
    string Row,
    PaperMeasure Measure,
    double? Published,
    double? Mean,
    double? Spread,
    int Seeds,
    int Without,
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

    /// <summary>Its runs ended without a result: cancelled, failed or interrupted.</summary>
    Stopped,

    /// <summary>One or two seeds of a drawn network are beside the value, and decide nothing: it takes three.</summary>
    TooFewSeeds,
}

/// <summary>An item's runs and verdicts, counted.</summary>
/// <param name="Completed">Runs that have completed.</param>
/// <param name="UnderWay">Runs that are queued or trained.</param>
/// <param name="Agree">Published values that were met.</param>
/// <param name="Differ">Published values that were missed.</param>
/// <param name="Hold">Claims that the results bear out.</param>
/// <param name="NotShown">Claims that they do not decide.</param>
/// <param name="Fail">Claims that they contradict.</param>
public sealed record PaperStanding(int Completed, int UnderWay, int Agree, int Differ, int Hold, int NotShown, int Fail)
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
            Claims(ClaimState.Holds),
            Claims(ClaimState.NotShown),
            Claims(ClaimState.Fails)
        );

        int Claims(ClaimState state) => report.Claims.Count(claim => claim.Finding.State == state);
    }
}
