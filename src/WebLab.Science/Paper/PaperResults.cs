using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;

namespace WebLab.Science.Paper;

/// <summary>The finished runs of an item by row, for judging.</summary>
/// <param name="ByRow">Results of each row that has any, one a seed.</param>
public sealed record PaperResults(IReadOnlyDictionary<string, IReadOnlyList<RunResult>> ByRow)
{
    // Every data set has ten.
    private const double Classes = 10;

    /// <summary>The mean over seeds of a measure of a row; null while the row has no result, NaN-free otherwise.</summary>
    /// <param name="row">The row's name.</param>
    /// <param name="measure">The measure.</param>
    public double? Mean(string row, PaperMeasure measure) =>
        ByRow.TryGetValue(row, out var results)
            ? Values(results, measure) is { Count: > 0 } values
                ? values.Average()
                : null
            : null;

    /// <summary>Whether the measure strictly rises over the rows; null while one of them has no value.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="rows">The rows in the claimed order.</param>
    public bool? Rises(PaperMeasure measure, params IReadOnlyList<string> rows)
    {
        var means = rows.Select(row => Mean(row, measure)).ToList();
        return means.Contains(null) ? null : means.Zip(means.Skip(1)).All(pair => pair.First < pair.Second);
    }

    /// <summary>Whether every row's mean is within a range; null while one of them has no value.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="min">The least allowed mean.</param>
    /// <param name="max">The greatest allowed mean.</param>
    /// <param name="rows">The rows.</param>
    public bool? Within(PaperMeasure measure, double min, double max, params IReadOnlyList<string> rows)
    {
        var means = rows.Select(row => Mean(row, measure)).ToList();
        return means.Contains(null) ? null : means.All(mean => mean >= min && mean <= max);
    }

    /// <summary>The values of a measure over the seeds that have one.</summary>
    /// <param name="results">Results of one row.</param>
    /// <param name="measure">The measure.</param>
    public static IReadOnlyList<double> Values(IReadOnlyList<RunResult> results, PaperMeasure measure) =>
        [.. results.Select(result => Value(result, measure)).OfType<double>()];

    private static double? Value(RunResult result, PaperMeasure measure) =>
        measure switch
        {
            PaperMeasure.TrainAccuracy => result.TrainAccuracy,
            PaperMeasure.TestAccuracy => result.TestAccuracy,
            PaperMeasure.BestTestAccuracy => result.BestTestAccuracy,
            PaperMeasure.TestError => 1 - result.TestAccuracy,
            PaperMeasure.OnlineAccuracy => result.OnlineAccuracy,
            PaperMeasure.EarlyStoppedTestAccuracy => result.EarlyStoppedTestAccuracy,
            PaperMeasure.TimeToFit => result.TimeToFitEpochs,
            PaperMeasure.SolutionNorm => result.SolutionNorm,
            PaperMeasure.RademacherComplexity => (Classes * result.TrainAccuracy - 1) / (Classes - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, null),
        };
}
