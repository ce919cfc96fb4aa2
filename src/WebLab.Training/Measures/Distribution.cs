using WebLab.Contracts.Measures;

namespace WebLab.Training.Measures;

/// <summary>Numbers of examples, summed up.</summary>
public static class Distribution
{
    private const int Bins = 40;

    /// <summary>A quantile, linear between the two values beside it.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(IEnumerable<double> values, double share) => QuantileOfSorted([.. values.Order()], share);

    /// <summary>The same of values in their order.</summary>
    /// <param name="sorted">At least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double QuantileOfSorted(double[] sorted, double share)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var place = share * (sorted.Length - 1);
        var (low, high) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
    }

    /// <summary>A histogram from the least value to the greatest.</summary>
    /// <param name="name">Of what.</param>
    /// <param name="values">At least one.</param>
    public static MeasureHistogram Histogram(string name, IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (from, to) = (values.Min(), values.Max());
        if (to <= from)
            to = from + Math.Max(Math.Abs(from) * 1e-6, 1e-9);
        var counts = new int[Bins];
        foreach (var value in values)
            counts[Math.Clamp((int)((value - from) / (to - from) * Bins), 0, Bins - 1)]++;
        return new(name, from, to, counts);
    }
}
