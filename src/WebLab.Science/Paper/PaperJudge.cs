using System.Globalization;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;

namespace WebLab.Science.Paper;

/// <summary>Sets finished runs beside the published values.</summary>
public static class PaperJudge
{
    /// <summary>A network counts as not converged when its training accuracy stays under this (paper, table 4: "failed to
    /// converge").</summary>
    private const double ConvergedTrainAccuracy = 0.9;

    /// <summary>Judges an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scale">The scale of the runs.</param>
    /// <param name="runs">Names and results of the runs; a null result is one that has not ended well.</param>
    public static PaperReport Judge(PaperItem item, PaperScale scale, IEnumerable<(string RunName, RunResult? Result)> runs)
    {
        ArgumentNullException.ThrowIfNull(item);
        var byRow = runs.Where(run => run.Result is not null)
            .GroupBy(run => item.RowOf(run.RunName)?.Name ?? "")
            .ToDictionary(group => group.Key, group => (IReadOnlyList<RunResult>)[.. group.Select(run => run.Result!)]);
        var results = new PaperResults(byRow);
        return new(
            item.Id,
            scale,
            [
                .. item.RowsAt(scale)
                    .SelectMany(
                        row => row.Published,
                        (row, published) => Judge(row, published, scale, byRow.GetValueOrDefault(row.Name, []))
                    ),
            ],
            [.. item.Claims.Select(claim => new PaperReportClaim(claim.Sentence, claim.Holds(results)))]
        );
    }

    private static PaperReportRow Judge(PaperRow row, PublishedValue published, PaperScale scale, IReadOnlyList<RunResult> results)
    {
        var values = PaperResults.Values(results, published.Measure);
        double? mean = values.Count > 0 ? values.Average() : null;
        double? spread = values.Count > 1 ? Math.Sqrt(values.Sum(value => Math.Pow(value - mean!.Value, 2)) / (values.Count - 1)) : null;
        var (verdict, reason) = Verdict(published, scale, mean, results.Count);
        return new(row.Name, published.Measure, published.Value, mean, spread, results.Count, verdict, reason);
    }

    private static (PaperVerdict Verdict, string Reason) Verdict(PublishedValue published, PaperScale scale, double? mean, int finished)
    {
        if (finished == 0)
            return (PaperVerdict.Waiting, "No run of this row has ended yet.");
        if (scale == PaperScale.Small)
            return (PaperVerdict.NotComparable, "The small scale shows the effect, not the paper's value.");
        if (published.Value is null)
        {
            return mean < ConvergedTrainAccuracy
                ? (PaperVerdict.Agrees, "Failed to converge, as the paper says.")
                : (PaperVerdict.Differs, "Converged where the paper's did not; it does not print its weight decay.");
        }
        if (mean is null)
            return (PaperVerdict.Differs, "The mean training loss never came down to 0.05.");
        var difference = Math.Abs(mean.Value - published.Value.Value);
        var verdict = difference <= published.Tolerance ? PaperVerdict.Agrees : PaperVerdict.Differs;
        return (
            verdict,
            $"{Text(difference, published.Measure)} apart, tolerance {Text(published.Tolerance, published.Measure)}: {published.Reason}"
        );
    }

    private static string Text(double value, PaperMeasure measure) =>
        measure switch
        {
            PaperMeasure.TimeToFit => value.ToString("0.#", CultureInfo.InvariantCulture) + " epochs",
            PaperMeasure.SolutionNorm => value.ToString("0.#", CultureInfo.InvariantCulture),
            PaperMeasure.RademacherComplexity => value.ToString("0.000", CultureInfo.InvariantCulture),
            _ => (value * 100).ToString("0.0#", CultureInfo.InvariantCulture) + " points",
        };
}
