using WebLab.Client.Figures;
using WebLab.Contracts.Saliency;

namespace WebLab.Client.Saliency;

/// <summary>Where one network looks over its epochs, as a figure.</summary>
public static class LookFigures
{
    // Of two epochs the table says as much.
    private const int Least = 3;

    /// <summary>How alike the maps of each epoch are to those of the last, and how often the network was right by then; null where the
    /// report has fewer than three epochs of the last network's run.</summary>
    /// <param name="report">The report.</param>
    /// <param name="method">The method whose maps are looked at.</param>
    public static Figure? OverEpochs(SaliencyMapsReport report, string method)
    {
        var epochs = report
            .Networks.Where(network => network.RunId == report.Networks[^1].RunId)
            .Select(network => (Network: network, Maps: network.Maps.FirstOrDefault(maps => maps.Method == method)))
            .OrderBy(each => each.Network.Step)
            .ToList();
        if (epochs.Count < Least || epochs.TrueForAll(each => each.Maps?.LikeLast is null))
            return null;
        List<FigureLine> lines =
        [
            Line("absolute values", 0, each => each.Maps?.LikeLast),
            Line("with their signs", 1, each => each.Maps?.SignedLikeLast),
            Line("test accuracy", 2, each => each.Network.TestAccuracy),
        ];
        var least = lines.SelectMany(line => line.Y).Where(double.IsFinite).Min();
        return new(
            "Like the last epoch's maps, over epochs",
            FigureAxis.Of("Epoch", epochs.ConvertAll(each => Layout.Format.Count(each.Network.Epoch))),
            FigureAxis.Over("Rank correlation, and test accuracy", Math.Min(0, least), 1),
            lines
        );

        FigureLine Line(string name, int hue, Func<(NetworkMaps Network, MethodMaps? Maps), double?> of) =>
            new(name, hue, [.. epochs.Select((_, i) => (double)i)], epochs.ConvertAll(each => of(each) ?? double.NaN)) { HasPoints = true };
    }
}
