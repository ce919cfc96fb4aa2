using WebLab.Client.Charts;
using WebLab.Client.Figures;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Client.Sweeps;

/// <summary>A measure of the finished runs over one field of their recipes: the mean over seeds and its band, one line for each setting
/// of the other fields. What the field means nothing for is drawn all along it: random labels beside a sweep of the noise rate.</summary>
public static class SweepFigure
{
    // Values that span more than this stand in even steps: on a linear axis 0.001 and 0.01 would fall on one another.
    private const double WideRange = 25;

    public static Figure Of(SweptRuns runs, SpecField field, NumberRunField measure, SeedBand band = SeedBand.Deviation)
    {
        var values = runs.Values(field);
        var isNumber = SweptRuns.IsNumber(field);
        var inSteps = !isNumber || IsWide(values);
        double[] places = [.. values.Select((value, i) => inSteps ? i : SweptRuns.Number(value))];
        var lines = Lines(runs, field, measure, values, places, isNumber, band);
        if (lines.Count > 0 && measure.Name == "train.acc" && CapacityThreshold.Of(runs).Count > 0)
            lines.Add(
                new("99 %: fitted", -1, [places[0], places[^1]], [RunResult.FittedAccuracy, RunResult.FittedAccuracy])
                {
                    IsDashed = true,
                    HasMarks = false,
                }
            );
        var vertical = Vertical(measure, lines);
        lines.AddRange(Thresholds(runs, field, values, places, vertical));
        var x = inSteps
            ? FigureAxis.Of(field.Label, [.. values.Select(value => SettingTitle.Value(field, value))])
            : FigureAxis.Over(field.Label, places[0], places[^1]);
        return new($"{measure.Label} over {field.Label.ToLowerInvariant()}", x, vertical, lines)
        {
            Waiting = lines.Count == 0 ? "A point appears here as each run ends." : null,
        };
    }

    private static List<FigureLine> Lines(
        SweptRuns runs,
        SpecField field,
        NumberRunField measure,
        IReadOnlyList<string> values,
        double[] places,
        bool isConnected,
        SeedBand band
    )
    {
        var lines = new List<FigureLine>();
        foreach (var (group, hue) in Groups(runs, field))
        {
            var at = values
                .Select(value =>
                    SeedStatistics.Of(
                        group
                            .Where(setting => SweptRuns.Value(field, setting[0]) is not { } own || own == value)
                            .SelectMany(setting => setting),
                        measure
                    )
                )
                .ToList();
            var known = Enumerable.Range(0, at.Count).Where(i => at[i] is not null).ToList();
            if (known.Count == 0)
                continue;
            var found = known.Select(i => at[i]!).ToList();
            var name = (group.Key.Length > 0 ? group.Key : measure.Label) + Said(found, band);
            lines.Add(
                SeedMean.Of(
                    new FigureLine(name, hue, [.. known.Select(i => places[i])], []) { HasPoints = true, IsConnected = isConnected },
                    found,
                    band
                )
            );
        }
        return lines;
    }

    private static IEnumerable<(IGrouping<string, IReadOnlyList<RunSummary>> Group, int Hue)> Groups(SweptRuns runs, SpecField field) =>
        runs.Settings.GroupBy(setting => SettingTitle.Of(runs, setting, field)).Select((group, i) => (group, i));

    // Where the training set begins to be fitted, from the bottom to the top.
    private static IEnumerable<FigureLine> Thresholds(
        SweptRuns runs,
        SpecField field,
        IReadOnlyList<string> values,
        double[] places,
        FigureAxis vertical
    )
    {
        foreach (var (group, hue) in Groups(runs, field))
        {
            if (InterpolationThreshold.Of(field, group) is not { } threshold)
                continue;
            var x = places[values.ToList().IndexOf(threshold.At)];
            yield return new(
                group.Key.Length > 0 ? $"{group.Key}: 99 % fitted" : "99 % of the training set fitted",
                hue,
                [x, x],
                [vertical.Min, vertical.Max]
            )
            {
                IsDashed = true,
                HasMarks = false,
            };
        }
    }

    // What the bars are, and of how many seeds: without it nobody can read them.
    private static string Said(List<SeedStatistics> found, SeedBand band)
    {
        var (least, most) = (found.Min(at => at.Count), found.Max(at => at.Count));
        // A seed that has no value is told, also of a single one: a mean over those that fitted is none over all.
        var of = found.Exists(at => at.Count < at.Seeds) ? $" of {found.Max(at => at.Seeds)}" : "";
        var n = (least == most ? $"n = {most}" : $"n = {least} to {most}") + of;
        return most > 1 ? $" ({BandLabel.Of(band)}, {n})"
            : of.Length > 0 ? $" ({n})"
            : "";
    }

    private static FigureAxis Vertical(NumberRunField measure, List<FigureLine> lines)
    {
        var all = lines.SelectMany(line => (IEnumerable<double>)[.. line.Y, .. line.Low ?? [], .. line.High ?? []]).ToList();
        var end = all.Count > 0 && all.Max() > 0 ? all.Max() : 1;
        return FigureAxis.Over(measure.Label, Math.Min(0, all.DefaultIfEmpty(0).Min()), end, measure.IsShare);
    }

    private static bool IsWide(IReadOnlyList<string> values)
    {
        var positive = values.Select(SweptRuns.Number).Where(value => value > 0).ToList();
        return positive.Count > 2 && positive.Max() / positive.Min() > WideRange;
    }
}
