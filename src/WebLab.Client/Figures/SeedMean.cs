using WebLab.Client.Charts;
using WebLab.Science.Runs;

namespace WebLab.Client.Figures;

/// <summary>The mean over seeds and a band around it.</summary>
public static class SeedMean
{
    /// <summary>Joins curves of the same recipe with different seeds, one value an epoch each.</summary>
    /// <param name="line">The line to fill: name, hue and style.</param>
    /// <param name="curves">Values by epoch, from epoch 1. A curve whose run has completed keeps its last value where others go on.</param>
    public static FigureLine Of(FigureLine line, IReadOnlyList<(IReadOnlyList<double> Values, bool HasCompleted)> curves)
    {
        var length = curves.Count == 0 ? 0 : curves.Max(curve => curve.Values.Count);
        var at = Enumerable
            .Range(0, length)
            .Select(epoch =>
                (IReadOnlyList<double>)
                    [
                        .. curves
                            .Where(curve => curve.Values.Count > 0 && (epoch < curve.Values.Count || curve.HasCompleted))
                            .Select(curve => curve.Values[Math.Min(epoch, curve.Values.Count - 1)])
                            .Where(double.IsFinite),
                    ]
            )
            .ToList();
        return Of(line with { X = [.. Enumerable.Range(1, length).Select(epoch => (double)epoch)] }, at);
    }

    /// <summary>Joins the values at each x of the line; none at an x leaves a gap.</summary>
    public static FigureLine Of(FigureLine line, IReadOnlyList<IReadOnlyList<double>> values, SeedBand band = SeedBand.Deviation) =>
        Of(line, [.. values.Select(SeedStatistics.Of)], band);

    public static FigureLine Of(FigureLine line, IReadOnlyList<SeedStatistics?> at, SeedBand band)
    {
        var seeds = at.Count == 0 ? 0 : at.Max(point => point?.Count ?? 0);
        return line with
        {
            Y = [.. at.Select(point => point?.Mean ?? double.NaN)],
            Low = seeds > 1 ? [.. at.Select(point => Edges(point, band).Low)] : null,
            High = seeds > 1 ? [.. at.Select(point => Edges(point, band).High)] : null,
            Seeds = seeds,
        };
    }

    // Of a single seed there is nothing around the mean.
    private static (double Low, double High) Edges(SeedStatistics? point, SeedBand band)
    {
        if (point is not { Count: > 1, Mean: var mean, Deviation: { } deviation, Error: { } error })
            return (point?.Mean ?? double.NaN, point?.Mean ?? double.NaN);
        return band switch
        {
            SeedBand.Range => (point.Min, point.Max),
            SeedBand.Error => (mean - error, mean + error),
            SeedBand.Confidence => (point.IntervalLow!.Value, point.IntervalHigh!.Value),
            _ => (mean - deviation, mean + deviation),
        };
    }
}
