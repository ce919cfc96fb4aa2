using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Science.Runs;

/// <summary>A measure over seeds, as plotting tools and papers give it. What takes two seeds is null for one.</summary>
/// <param name="Count">Distinct seeds that have a value, n.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The sample standard deviation.</param>
/// <param name="Error">The standard error of the mean.</param>
/// <param name="IntervalLow">Where the 95 % confidence interval of the mean begins, by Student's t.</param>
/// <param name="IntervalHigh">Where it ends.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
public sealed record SeedStatistics(
    int Count,
    double Mean,
    double? Deviation,
    double? Error,
    double? IntervalLow,
    double? IntervalHigh,
    double Min,
    double Max
)
{
    /// <summary>Distinct seeds that completed: more than n where some have no value, as the time to fit of one that did not fit.</summary>
    public int Seeds { get; init; } = Count;

    /// <summary>The statistics of some values, or null for none.</summary>
    /// <param name="values">One a seed.</param>
    public static SeedStatistics? Of(IReadOnlyCollection<double> values)
    {
        if (Spread.Of(values) is not { } spread)
            return null;
        var (n, mean) = (spread.Count, spread.Mean);
        if (n == 1)
            return new(1, mean, null, null, null, null, spread.Min, spread.Max);
        var error = spread.StandardDeviation / Math.Sqrt(n);
        var reach = StudentT.Quantile975(n - 1) * error;
        return new(n, mean, spread.StandardDeviation, error, mean - reach, mean + reach, spread.Min, spread.Max);
    }

    /// <summary>A measure of runs of one recipe.</summary>
    /// <param name="runs">Runs that differ only in their seed.</param>
    /// <param name="measure">The measure.</param>
    public static SeedStatistics? Of(IEnumerable<RunSummary> runs, NumberRunField measure)
    {
        var counted = Counted(runs).ToList();
        var statistics = Of([.. counted.Select(measure.Value).OfType<double>().Where(double.IsFinite)]);
        return statistics is null ? null : statistics with { Seeds = counted.Count };
    }

    /// <summary>Those that a mean is taken over: completed, not put away, and the newest of a recipe and seed that was launched
    /// twice.</summary>
    /// <param name="runs">Runs of any recipes.</param>
    public static IEnumerable<RunSummary> Counted(IEnumerable<RunSummary> runs) =>
        runs.Where(run => run.Status == RunStatus.Completed && run.ArchivedAt is null)
            .GroupBy(run => run.Spec)
            .Select(same => same.MaxBy(run => run.CreatedAt)!);
}
