namespace WebLab.Client.Figures;

/// <summary>The mean over seeds and one standard deviation to either side.</summary>
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
    public static FigureLine Of(FigureLine line, IReadOnlyList<IReadOnlyList<double>> values)
    {
        double[] means = [.. values.Select(at => at.Count == 0 ? double.NaN : at.Average())];
        double[] spreads = [.. values.Select(Spread)];
        var seeds = values.Count == 0 ? 0 : values.Max(at => at.Count);
        return line with
        {
            Y = means,
            Low = seeds > 1 ? [.. means.Zip(spreads, (mean, spread) => mean - spread)] : null,
            High = seeds > 1 ? [.. means.Zip(spreads, (mean, spread) => mean + spread)] : null,
            Seeds = seeds,
        };
    }

    /// <summary>The sample standard deviation; 0 for a single value.</summary>
    public static double Spread(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
