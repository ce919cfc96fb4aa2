using WebLab.Client.Figures;
using WebLab.Contracts.Saliency;
using WebLab.Science.Runs;

namespace WebLab.Client.Saliency;

/// <summary>The correlations of the data-randomisation test beside the published bars, as figures.</summary>
public static class RandomisationFigures
{
    private const int Hue = 0;

    /// <summary>One figure for absolute values and one for values with their signs.</summary>
    public static IReadOnlyList<Figure> Of(DataRandomisationReport report) =>
        [
            .. new[] { true, false }
                .Select(isAbsolute => report.Correlations.Where(each => each.IsAbsolute == isAbsolute).ToList())
                .Where(all => all.Count > 0)
                .Select(Of),
        ];

    private static Figure Of(List<MapCorrelation> all)
    {
        var lines = new List<FigureLine> { Measured(all) };
        if (all.Exists(each => each.Published is not null))
            lines.Insert(0, Line(all.ConvertAll(each => each.Published ?? double.NaN)) with { IsPublished = true });
        var values = lines.SelectMany(line => line.Y.Concat(line.Low ?? []).Concat(line.High ?? [])).Where(double.IsFinite).ToList();
        return new(
            all[0].IsAbsolute ? "Absolute values" : "With their signs",
            FigureAxis.Of("Maps", all.ConvertAll(each => each.Title)),
            FigureAxis.Over("Rank correlation", Math.Min(0, values.DefaultIfEmpty(0).Min()), Math.Max(1, values.DefaultIfEmpty(1).Max())),
            lines
        );
    }

    private static FigureLine Measured(List<MapCorrelation> all)
    {
        var line = Line(all.ConvertAll(each => each.Mean));
        var spreads = all.ConvertAll(each => SeedStatistics.Of([.. each.Means])?.Deviation);
        return spreads.Exists(spread => spread is null)
            ? line
            : line with
            {
                Low = [.. all.Select((each, i) => each.Mean - spreads[i]!.Value)],
                High = [.. all.Select((each, i) => each.Mean + spreads[i]!.Value)],
                Seeds = all.Max(each => each.Means.Count),
            };
    }

    private static FigureLine Line(IReadOnlyList<double> values) =>
        new("true against random labels", Hue, [.. values.Select((_, i) => (double)i)], values) { HasPoints = true, IsConnected = false };
}
