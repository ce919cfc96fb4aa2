using WebLab.Client.Charts;
using WebLab.Client.Figures;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;
using WebLab.Science.Specs;
using WebLab.Server.Curves;

namespace WebLab.Server.Experiments;

/// <summary>The figures of an experiment: what was measured over each swept field, as its page draws it, and over the epochs.</summary>
internal static class ExperimentFigures
{
    /// <summary>Lines that a figure can have and still be read.</summary>
    private const int MaxLines = 48;

    /// <summary>A measure over a field; null while it has no value.</summary>
    public static Figure? Swept(SweptRuns runs, SpecField field, NumberRunField measure) =>
        SweepFigure.Of(runs, field, measure) is { Lines.Count: > 0 and <= MaxLines } figure ? figure : null;

    /// <summary>Each measure of an epoch that there are values of: a line a setting, the mean over its seeds with one standard
    /// deviation.</summary>
    public static IEnumerable<(Metric Metric, Figure Figure)> OverEpochs(SweptRuns runs, CurveStore curves)
    {
        var settings = runs.Settings.Select(setting => setting.Where(run => run.ArchivedAt is null).ToList()).Where(each => each.Count > 0);
        var shown = settings.ToList();
        if (shown.Count > MaxLines)
            yield break;
        foreach (var metric in Metric.All.Where(metric => metric is { Chart: not null, Compute: not null }))
        {
            var lines = shown
                .Select((setting, hue) => Line(runs, setting, hue, metric, curves))
                .Where(line => line.Y.Any(double.IsFinite))
                .ToList();
            if (lines.Count > 0)
                yield return (metric, Of(metric, lines));
        }
    }

    private static FigureLine Line(SweptRuns runs, List<RunSummary> setting, int hue, Metric metric, CurveStore curves)
    {
        var title = SettingTitle.Of(runs, setting);
        var line = SeedMean.Of(
            new FigureLine(title.Length > 0 ? title : setting[0].Name, hue, [], []),
            [
                .. setting
                    .Select(run => (Values: Values(run, metric, curves), run.Status == RunStatus.Completed))
                    .Where(curve => curve.Values.Count > 0),
            ]
        );
        return line.Seeds > 1 ? line with { Name = $"{line.Name} ({BandLabel.Of(SeedBand.Deviation)}, n = {line.Seeds})" } : line;
    }

    private static IReadOnlyList<double> Values(RunSummary run, Metric metric, CurveStore curves) =>
        curves.Read(run.Id, [metric]).Series is [var series] ? EpochValues.Of(run, series.Steps, series.Last) : [];

    private static Figure Of(Metric metric, List<FigureLine> lines)
    {
        // A band may reach to where no value can be.
        var least = Math.Min(0, Finite(lines.SelectMany(line => line.Y)).Min());
        var most = Finite(lines.SelectMany(line => (IEnumerable<double>)[.. line.Y, .. line.High ?? []])).Max();
        return new(
            $"{metric.Title} over epochs",
            new("epochs", 0, Math.Max(1, lines.Max(line => line.X.Count))),
            metric.Scale == MetricScale.Fraction
                ? new(metric.Title, 0, 1, IsShare: true)
                : FigureAxis.Over(metric.Title, least, most > 0 ? most : 1, metric.Scale == MetricScale.Difference),
            lines
        );
    }

    private static IEnumerable<double> Finite(IEnumerable<double> values) => values.Where(double.IsFinite);
}
