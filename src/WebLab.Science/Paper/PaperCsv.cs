using WebLab.Contracts;
using WebLab.Contracts.Paper;

namespace WebLab.Science.Paper;

/// <summary>A report as comma-separated values: the rows, then the claims.</summary>
public static class PaperCsv
{
    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Lines that end in CR LF.</returns>
    public static string Write(PaperReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var scale = Names<PaperScale>.Of(report.Scale);
        IEnumerable<string> lines =
        [
            Csv.Line("item", "scale", "row", "measure", "published", "mean", "spread", "seeds", "without", "verdict", "reason"),
            .. report.Rows.Select(row =>
                Csv.Line(
                    report.Item,
                    scale,
                    row.Row,
                    Names<PaperMeasure>.Of(row.Measure),
                    row.Published,
                    row.Mean,
                    row.Spread,
                    row.Seeds,
                    row.Without,
                    Names<PaperVerdict>.Of(row.Verdict),
                    row.Reason
                )
            ),
            .. report.Claims.Select(claim =>
                Csv.Line(
                    report.Item,
                    scale,
                    "claim",
                    null,
                    null,
                    null,
                    null,
                    claim.Finding.Seeds,
                    null,
                    Names<ClaimState>.Of(claim.Finding.State),
                    $"{claim.Sentence} {claim.Finding.Reason}"
                )
            ),
        ];
        return string.Concat(lines.Select(line => line + "\r\n"));
    }
}
