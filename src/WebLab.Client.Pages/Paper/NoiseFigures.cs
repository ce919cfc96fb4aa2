using WebLab.Client.Figures;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;
using WebLab.Science.Specs;

namespace WebLab.Client.Paper;

/// <summary>Figures 1b and 1c: one value a noise rate, one line a network.</summary>
internal static class NoiseFigures
{
    public static Figure Of(PaperItem item, PaperScale scale, IReadOnlyList<RunSummary> runs)
    {
        var measure = MeasureOf(item);
        var lines = Published(item).ToList();
        lines.AddRange(Measured(item, scale, runs, measure));
        var onTrueLabels =
            measure == PaperMeasure.NoisyTestError
                ? Measured(item, scale, runs, PaperMeasure.TestError).Select(line => line with { IsDashed = true }).ToList()
                : [];
        lines.AddRange(onTrueLabels);
        var title =
            scale == PaperScale.Full
                ? "Measured here, beside the paper's"
                : "Measured here at the small scale, beside the paper's at its own";
        var figure = new Figure(title, new("noise rate p", 0, 1), Vertical(measure, lines), lines);
        return onTrueLabels.Count == 0
            ? figure
            : figure with
            {
                Y = figure.Y with { Label = "test error" },
                Measures = ("test labels corrupted like the training set's", "true test labels"),
            };
    }

    private static IEnumerable<FigureLine> Measured(
        PaperItem item,
        PaperScale scale,
        IReadOnlyList<RunSummary> runs,
        PaperMeasure measure
    )
    {
        var results = runs.Where(run => run is { Status: RunStatus.Completed, Result: not null })
            .Select(run => (Row: item.RowOf(run.Spec, scale)?.Name ?? "", Value: new SeedResult(run.Spec, run.Result).Value(measure)))
            .GroupBy(found => found.Row, found => found.Value)
            // As the judge: where a seed did not fit there is no mean, since that of the others would be too small.
            .Where(seeds => seeds.All(value => value is not null))
            .ToDictionary(seeds => seeds.Key, seeds => (IReadOnlyList<double>)[.. seeds.OfType<double>()]);
        foreach (var (rows, hue) in Networks(item))
        {
            var unit =
                measure == PaperMeasure.TimeToFit ? results.GetValueOrDefault(rows[0].Name, []).DefaultIfEmpty(double.NaN).Average() : 1;
            var line = SeedMean.Of(
                new(rows[0].Part, hue, [.. rows.Select(RateOf)], []) { HasPoints = true },
                [
                    .. rows.Select(row =>
                        (IReadOnlyList<double>)
                            [.. results.GetValueOrDefault(row.Name, []).Select(value => value / unit).Where(double.IsFinite)]
                    ),
                ]
            );
            if (line.Seeds > 0)
                yield return Dense(line);
        }
    }

    /// <summary>The paper's three lines.</summary>
    public static IReadOnlyList<FigureLine> Published(PaperItem item)
    {
        var measure = MeasureOf(item);
        return
        [
            .. Networks(item)
                .Select(network =>
                {
                    var values = network.Rows.Select(row => row.Published.First(value => value.Measure == measure).Value!.Value).ToList();
                    var unit = measure == PaperMeasure.TimeToFit ? values[0] : 1;
                    return new FigureLine(
                        network.Rows[0].Part,
                        network.Hue,
                        [.. network.Rows.Select(RateOf)],
                        [.. values.Select(value => value / unit)]
                    )
                    {
                        IsPublished = true,
                        HasPoints = true,
                    };
                }),
        ];
    }

    public static FigureAxis Vertical(PaperMeasure measure, IReadOnlyList<FigureLine> lines) =>
        measure == PaperMeasure.TimeToFit
            ? FigureAxis.Over(
                "time to fit, relative to p = 0",
                0,
                lines.SelectMany(line => line.High ?? line.Y).Where(double.IsFinite).DefaultIfEmpty(4).Max()
            )
            : new("test error, test labels corrupted like the training set's", 0, 1, IsShare: true);

    public static PaperMeasure MeasureOf(PaperItem item) =>
        item.Chart == PaperChart.TimeToFitOverNoise ? PaperMeasure.TimeToFit : PaperMeasure.NoisyTestError;

    private static IEnumerable<(List<PaperRow> Rows, int Hue)> Networks(PaperItem item) =>
        item.Rows.GroupBy(row => row.Full.Model).Select((group, hue) => (group.OrderBy(RateOf).ToList(), hue));

    // The small scale has fewer rates: what it leaves out is no gap in its line.
    private static FigureLine Dense(FigureLine line)
    {
        var kept = Enumerable.Range(0, line.X.Count).Where(i => double.IsFinite(line.Y[i])).ToList();
        return line with
        {
            X = [.. kept.Select(i => line.X[i])],
            Y = [.. kept.Select(i => line.Y[i])],
            Low = line.Low is null ? null : [.. kept.Select(i => line.Low[i])],
            High = line.High is null ? null : [.. kept.Select(i => line.High[i])],
        };
    }

    private static double RateOf(PaperRow row) => row.Full.Corruption.HasNoiseRate() ? row.Full.Corruption.NoiseRate : 0;
}
