using WebLab.Contracts;
using WebLab.Contracts.Saliency;

namespace WebLab.Server.Reports;

/// <summary>The correlations of the data-randomisation test, a line each with the mean of each seed.</summary>
public sealed class RandomisationCsv() : ReportForm<DataRandomisationReport>(DataRandomisationReport.Kind, Of)
{
    public static IEnumerable<string> Of(DataRandomisationReport report)
    {
        var seeds = report.Correlations.Select(each => each.Means.Count).DefaultIfEmpty(0).Max();
        yield return Csv.Line([
            "method",
            "values",
            "mean",
            "low",
            "high",
            "deviation over images",
            "published",
            "caveat",
            .. Enumerable.Range(1, seeds).Select(seed => (object?)$"seed {seed}"),
        ]);
        foreach (var each in report.Correlations)
        {
            yield return Csv.Line([
                each.Method,
                each.IsAbsolute ? "absolute" : "signed",
                each.Mean,
                each.Low,
                each.High,
                each.Deviation,
                each.Published,
                each.Caveat,
                .. each.Means.Select(mean => (object?)mean),
            ]);
        }
    }
}
