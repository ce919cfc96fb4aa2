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
