using WebLab.Contracts;
using WebLab.Contracts.Saliency;

namespace WebLab.Server.Reports;

/// <summary>How alike the maps of stored networks are to those of the last, a line a network and method. The maps are in the
/// JSON.</summary>
public sealed class SaliencyMapsCsv() : ReportForm<SaliencyMapsReport>(SaliencyMapsReport.Kind, Of)
{
    public static IEnumerable<string> Of(SaliencyMapsReport report)
    {
        yield return Csv.Line([
            "run",
            "name",
            "epoch",
            "step",
            "noise rate",
            "test accuracy",
            "method",
            "rank correlation with the last",
            "with signs",
        ]);
        foreach (var network in report.Networks)
        {
            foreach (var maps in network.Maps)
            {
                yield return Csv.Line([
                    network.RunId,
                    network.Name,
                    network.Epoch,
                    network.Step,
                    network.NoiseRate,
                    network.TestAccuracy,
                    maps.Method,
                    maps.LikeLast,
                    maps.SignedLikeLast,
                ]);
            }
        }
    }
}
