using WebLab.Client.Charts;
using WebLab.Client.Figures;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Client.Sweeps;

/// <summary>A measure of the finished runs over one field of their recipes: the mean over seeds and its spread, one line for each setting
/// of the other fields.</summary>
public static class SweepFigure
{
    // Values that span more than this stand in even steps: on a linear axis 0.001 and 0.01 would fall on one another.
    private const double WideRange = 25;

    public static Figure Of(SweptRuns runs, SpecField field, NumberRunField measure)
    {
        var values = runs.Values(field);
        var isNumber = SweptRuns.IsNumber(field);
        var inSteps = !isNumber || IsWide(values);
        double[] places = [.. values.Select((value, i) => inSteps ? i : SweptRuns.Number(value))];
        var lines = Lines(runs, field, measure, values, places, isNumber);
        var x = inSteps
            ? FigureAxis.Of(field.Label, [.. values.Select(value => SweptRuns.Value(field, value))])
            : FigureAxis.Over(field.Label, places[0], places[^1]);
        return new($"{measure.Label} over {field.Label.ToLowerInvariant()}", x, Vertical(measure, lines), lines)
        {
            Waiting = lines.Count == 0 ? "A point appears here as each run ends." : null,
        };
    }

    /// <summary>Every measure over every setting, a line each.</summary>
    public static string Csv(SweptRuns runs)
    {
        IEnumerable<string> lines =
        [
            Contracts.Csv.Line([
                .. runs.Fields.Select(field => field.Name),
                "measure",
                "seeds",
                "mean",
                "standard_deviation",
                "min",
                "max",
            ]),
            .. from setting in runs.Settings
            from measure in RunFields.Measures
            let spread = Spread.Of(Finished(setting, measure))
            where spread is not null
            select Contracts.Csv.Line([
                .. runs.Fields.Select(field => field.Read(setting[0].Spec)),
                measure.Name,
                spread.Count,
                spread.Mean,
                spread.StandardDeviation,
                spread.Min,
                spread.Max,
            ]),
        ];
        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    public static IReadOnlyList<double> Finished(IEnumerable<RunSummary> setting, NumberRunField measure) =>
        [.. SeedGroups.Counted(setting).Select(measure.Value).OfType<double>().Where(double.IsFinite)];

    private static List<FigureLine> Lines(
        SweptRuns runs,
        SpecField field,
        NumberRunField measure,
        IReadOnlyList<string> values,
        double[] places,
        bool isConnected
    )
    {
        var lines = new List<FigureLine>();
        foreach (
            var (group, hue) in runs.Settings.GroupBy(setting => runs.NameOf(setting, leftOut: field)).Select((group, i) => (group, i))
        )
        {
            var at = values
                .Select(value =>
                    Finished(group.Where(setting => field.Read(setting[0].Spec) == value).SelectMany(setting => setting), measure)
                )
                .ToList();
            var known = Enumerable.Range(0, at.Count).Where(i => at[i].Count > 0).ToList();
            if (known.Count == 0)
                continue;
            var name = group.Key.Length > 0 ? group.Key : measure.Label;
            lines.Add(
                SeedMean.Of(
                    new FigureLine(name, hue, [.. known.Select(i => places[i])], []) { HasPoints = true, IsConnected = isConnected },
                    [.. known.Select(i => at[i])]
                )
            );
        }
        return lines;
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
