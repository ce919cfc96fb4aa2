using WebLab.Contracts;
using WebLab.Contracts.Paper;

namespace WebLab.Science.Paper;

/// <summary>In which order an item's rows were fitted here, set against the paper's: an order that is another is said, not left to be
/// found.</summary>
public static class FitOrder
{
    private const int FewSeeds = 3;

    /// <summary>One or two sentences; null while fewer than two rows have a time to fit.</summary>
    /// <param name="report">The item's report.</param>
    public static string? Of(PaperReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var rows = report.Rows.Where(row => row is { Measure: PaperMeasure.TimeToFit, Published: not null }).ToList();
        var fitted = rows.Where(row => row.Mean is not null).OrderBy(row => row.Mean).ToList();
        if (fitted.Count < 2)
            return null;
        var paper = rows.Where(fitted.Contains).OrderBy(row => row.Published).ToList();
        var isSame = fitted.Select(row => row.Row).SequenceEqual(paper.Select(row => row.Row));
        var seeds = fitted.Min(row => row.Seeds);
        return Sentence.Of($"Fitted here in the order {List(fitted, row => row.Mean)} epochs; ")
            + (isSame ? "that is the paper's order: " : "the paper's order is another: ")
            + List(paper, row => row.Published)
            + "."
            + (
                fitted.Count < rows.Count
                    ? Sentence.Of($" {rows.Count - fitted.Count} of {rows.Count} conditions have not been fitted here.")
                    : ""
            )
            + (
                seeds < FewSeeds
                    ? Sentence.Of($" With {seeds} {(seeds == 1 ? "seed" : "seeds")} the order may be chance; {FewSeeds} are needed.")
                    : ""
            );
    }

    private static string List(IEnumerable<PaperReportRow> rows, Func<PaperReportRow, double?> epochs) =>
        string.Join(", ", rows.Select(row => Sentence.Of($"{row.Row} ({epochs(row):0.#})")));
}
