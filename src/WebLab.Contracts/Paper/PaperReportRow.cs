namespace WebLab.Contracts.Paper;

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
