using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Training.Commands;

/// <summary>Writes an item's report as the paper's table with ours beside it.</summary>
internal static class PaperTable
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="item">The item.</param>
    /// <param name="report">Its report.</param>
    public static void Write(PaperItem item, PaperReport report)
    {
        Console.WriteLine(item.Title);
        if (report.Scale == PaperScale.Small)
            Console.WriteLine($"Small scale, not comparable in value with the paper's: {item.SmallScale}");
        if (report.Rows.Count > 0)
            WriteRows(report);
        foreach (var claim in report.Claims)
            Line($"{Judged(claim),-9} {claim.Sentence} {claim.Finding.Reason}");
    }

    private static void WriteRows(PaperReport report)
    {
        var width = report.Rows.Max(row => row.Row.Length);
        Line($"{"row".PadRight(width)}  {"measure",-15} {"published",10} {"ours",10} {"spread",8} {"seeds",5}  verdict");
        foreach (var row in report.Rows)
        {
            Line(
                $"{row.Row.PadRight(width)}  {Names<PaperMeasure>.Of(row.Measure),-15} {Published(row),10} "
                    + $"{Value(row.Mean, row.Measure, "-"),10} {Value(row.Spread, row.Measure, "-"),8} {row.Seeds,5}  "
                    + $"{Verdict(report, row)}"
            );
        }
    }

    private static string Published(PaperReportRow row) => Value(row.Published, row.Measure, "failed");

    private static string Value(double? value, PaperMeasure measure, string otherwise) =>
        value switch
        {
            null => otherwise,
            { } epochs when measure is PaperMeasure.TimeToFit or PaperMeasure.TimeAtChance => epochs.ToString(
                "0.#",
                CultureInfo.InvariantCulture
            ) + " ep",
            { } number when measure is PaperMeasure.SolutionNorm or PaperMeasure.RademacherComplexity => number.ToString(
                "0.###",
                CultureInfo.InvariantCulture
            ),
            { } share => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + " %",
        };

    // At the small scale every reason is the same one, which the head line gives.
    private static string Verdict(PaperReport report, PaperReportRow row) =>
        Names<PaperVerdict>.Of(row.Verdict) + (report.Scale == PaperScale.Full ? $" · {row.Reason}" : "");

    private static string Judged(PaperReportClaim claim) => Names<ClaimState>.Of(claim.Finding.State);

    private static void Line(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line));
}
