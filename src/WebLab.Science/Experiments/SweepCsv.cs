using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>The figure of a sweep in long form, a line a point, as pandas, ggplot2 and pgfplots read it.</summary>
public static class SweepCsv
{
    private static readonly string[] Statistics = ["n", "mean", "sd", "se", "ci_low", "ci_high", "min", "max", "seeds"];

    /// <summary>One measure over one field; a setting that the field means nothing for has no x, and stands at the end.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="field">The field along the horizontal axis.</param>
    /// <param name="measure">The measure along the vertical one.</param>
    public static IEnumerable<string> Lines(SweptRuns runs, SpecField field, NumberRunField measure)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(field);
        var points =
            from value in runs.Values(field).Append(null)
            from setting in runs.Settings
            where SweptRuns.Value(field, setting[0]) == value
            let statistics = SeedStatistics.Of(setting, measure)
            where statistics is not null
            select Csv.Line([Value(field, value), Series(runs, setting, field, measure), .. Cells(statistics)]);
        return points.Prepend(Csv.Line(["x", "series", .. Statistics]));
    }

    /// <summary>Every measure of every setting.</summary>
    /// <param name="runs">The runs.</param>
    public static IEnumerable<string> Settings(SweptRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var lines =
            from setting in runs.Settings
            from measure in RunFields.Measures
            let statistics = SeedStatistics.Of(setting, measure)
            where statistics is not null
            select Csv.Line([
                .. runs.Fields.Select(field => Value(field, SweptRuns.Value(field, setting[0]))),
                measure.Name,
                .. Cells(statistics),
            ]);
        return lines.Prepend(Csv.Line([.. runs.Fields.Select(field => field.Name), "measure", .. Statistics]));
    }

    // As text a negative number would be taken for a formula and get an apostrophe.
    private static object? Value(SpecField field, string? value) =>
        value is not null && SweptRuns.IsNumber(field) ? SweptRuns.Number(value) : value;

    private static object?[] Cells(SeedStatistics at) =>
        [at.Count, at.Mean, at.Deviation, at.Error, at.IntervalLow, at.IntervalHigh, at.Min, at.Max, at.Seeds];

    private static string Series(SweptRuns runs, IReadOnlyList<RunSummary> setting, SpecField field, NumberRunField measure)
    {
        var others =
            from other in runs.Fields
            where other != field
            let value = SweptRuns.Value(other, setting[0])
            where value is not null
            select $"{other.Name}={value}";
        return string.Join("; ", others) is { Length: > 0 } name ? name : measure.Name;
    }
}
