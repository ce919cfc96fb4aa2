namespace WebLab.Contracts.Paper;

/// <summary>A claim judged.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Holds">Whether the results bear it out; null while they do not say.</param>
public sealed record PaperReportClaim(string Sentence, bool? Holds);
