namespace WebLab.Contracts.Paper;

/// <summary>An item judged against the paper.</summary>
/// <param name="Item">The item's written name.</param>
/// <param name="Scale">The scale it was run at.</param>
/// <param name="Rows">One for each published value.</param>
/// <param name="Claims">One for each claim.</param>
public sealed record PaperReport(string Item, PaperScale Scale, IReadOnlyList<PaperReportRow> Rows, IReadOnlyList<PaperReportClaim> Claims);
