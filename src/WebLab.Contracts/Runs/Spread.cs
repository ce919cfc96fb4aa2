namespace WebLab.Contracts.Runs;

/// <summary>What several runs have of one measure.</summary>
/// <param name="Count">Runs that have a value.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation (divided by n - 1); 0 for one run.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
public sealed record Spread(int Count, double Mean, double StandardDeviation, double Min, double Max)
{
    /// <summary>The spread of the values, or null for none.</summary>
    /// <param name="values">Values that are numbers.</param>
    public static Spread? Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            return null;
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values.Count, mean, values.Count == 1 ? 0 : Math.Sqrt(squares / (values.Count - 1)), values.Min(), values.Max());
    }
}
