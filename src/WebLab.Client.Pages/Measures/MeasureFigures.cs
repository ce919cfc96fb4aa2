using WebLab.Client.Figures;
using WebLab.Contracts.Measures;

namespace WebLab.Client.Measures;

/// <summary>What a report of measures draws: distributions, reliability, and a measure against the generalisation gap.</summary>
public static class MeasureFigures
{
    /// <summary>Lines beyond so many are not told apart.</summary>
    public const int Most = 8;

    private const int ChanceHue = 9;

    // An axis writes numbers between these with few digits; a measure that spans more than a hundredfold is drawn by its logarithm.
    private const double Small = 0.01,
        Large = 1e5,
        WideSpan = 100;

    /// <summary>How a number is distributed in some networks: the share of the examples per unit. Null where none has it.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="report">The report.</param>
    /// <param name="runs">Which of its networks.</param>
    public static Figure? Histogram(MeasureInfo measure, MeasuresReport report, IEnumerable<MeasuredRun> runs)
    {
        var all = runs.SelectMany(run => (Result(run, measure.Id)?.Histograms ?? []).Select(each => (Run: run, each)))
            .Where(found => double.IsFinite(found.each.From) && found.each.To > found.each.From)
            .ToList();
        if (all.Count == 0)
            return null;
        var power = Power(all.Max(found => Math.Max(Math.Abs(found.each.From), Math.Abs(found.each.To))));
        var lines = all.ConvertAll(found => Outline(found.each, report.Named(found.Run), report.Hue(found.Run), Math.Pow(10, power)));
        return new(
            measure.Title,
            FigureAxis.Over(
                power == 0 ? all[0].each.Name : $"{all[0].each.Name}, in 1e{power}",
                lines.Min(line => line.X[0]),
                lines.Max(line => line.X[^1])
            ),
            FigureAxis.Over("Share of the examples per unit", 0, lines.Max(line => line.Y.Max())),
            lines
        );
    }

    /// <summary>How often a network is right when it is so sure; null where it was not measured.</summary>
    public static Figure? Reliability(MeasureResult result)
    {
        var lines = result.Reliability.Select(Points).Where(line => line.X.Count > 0).ToList();
        if (lines.Count == 0)
            return null;
        lines.Insert(0, new("right as often as sure", ChanceHue, [0, 1], [0, 1]) { HasMarks = false });
        return new("Reliability", new("Confidence", 0, 1, IsShare: true), new("Accuracy", 0, 1, IsShare: true), lines);
    }

    /// <summary>A measure of the networks against their generalisation gap; null where fewer than two have it.</summary>
    public static Figure? Scatter(MeasureInfo measure, MeasuresReport report)
    {
        var points = report
            .Runs.Select(run => (Run: run, Value: Result(run, measure.Id)?.Value ?? double.NaN))
            .Where(point => double.IsFinite(point.Value))
            .ToList();
        if (points.Count < 2)
            return null;
        var (least, most) = (points.Min(point => point.Value), points.Max(point => point.Value));
        var isLog = IsLog(least, most);
        double X(double value) => isLog ? Math.Log10(value) : value;
        var room = X(most) > X(least) ? 0 : 0.5;
        var gaps = points.ConvertAll(point => point.Run.GeneralisationGap);
        return new(
            $"Generalisation gap against {measure.Title}",
            FigureAxis.Over(isLog ? $"log₁₀ {measure.Title}" : measure.Title, X(least) - room, X(most) + room),
            FigureAxis.Over("Generalisation gap", Math.Min(0, gaps.Min()), Math.Max(Small, gaps.Max()), isShare: true),
            points.Count <= Most
                ? points.ConvertAll(point =>
                    Dots(report.Named(point.Run), report.Hue(point.Run), [(X(point.Value), point.Run.GeneralisationGap)])
                )
                : [Dots($"{points.Count} networks", 0, points.Select(point => (X(point.Value), point.Run.GeneralisationGap)).Order())]
        );
    }

    /// <summary>A measure of each training over its epochs; null where none has it at two.</summary>
    public static Figure? OverEpochs(MeasureInfo measure, MeasuresReport report)
    {
        var trainings = report
            .OverEpochs()
            .Select(training => training.Where(run => double.IsFinite(Result(run, measure.Id)?.Value ?? double.NaN)).ToList())
            .Where(training => training.Count > 1)
            .ToList();
        if (trainings.Count == 0)
            return null;
        var values = trainings.SelectMany(training => training).Select(run => Result(run, measure.Id)!).ToList();
        var least = values.Min(result => result.Low ?? result.Value!.Value);
        var most = values.Max(result => result.High ?? result.Value!.Value);
        var isLog = IsLog(least, most);
        double Y(double value) => isLog ? Math.Log10(value) : value;
        var room = Y(most) > Y(least) ? 0 : 0.5;
        return new(
            $"{measure.Title} over epochs",
            FigureAxis.Over("Epoch", 0, trainings.Max(training => training.Max(run => run.Epoch))),
            FigureAxis.Over(isLog ? $"log₁₀ {measure.Title}" : measure.Title, Y(least) - room, Y(most) + room),
            trainings.ConvertAll(training =>
            {
                var results = training.ConvertAll(run => Result(run, measure.Id)!);
                var isSampled = results.TrueForAll(result => result is { Low: not null, High: not null });
                return new FigureLine(
                    training[^1].Name,
                    report.Hue(training[^1]),
                    training.ConvertAll(run => (double)run.Epoch),
                    results.ConvertAll(result => Y(result.Value!.Value))
                )
                {
                    HasPoints = true,
                    Low = isSampled ? results.ConvertAll(result => Y(result.Low!.Value)) : null,
                    High = isSampled ? results.ConvertAll(result => Y(result.High!.Value)) : null,
                };
            })
        );
    }

    /// <summary>What a measure gave for a network.</summary>
    public static MeasureResult? Result(MeasuredRun run, string measure) => run.Results.FirstOrDefault(result => result.Measure == measure);

    private static bool IsLog(double least, double most) => least > 0 && (most / least > WideSpan || most is >= Large or < Small);

    private static int Power(double greatest) =>
        greatest is >= Small and < Large || greatest <= 0 ? 0 : (int)Math.Floor(Math.Log10(greatest));

    private static FigureLine Outline(MeasureHistogram histogram, string name, int hue, double unit)
    {
        var (width, all) = ((histogram.To - histogram.From) / histogram.Counts.Count / unit, Math.Max(1, histogram.Counts.Sum()));
        List<double> x = [],
            y = [];
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            var (from, height) = ((histogram.From / unit) + (i * width), histogram.Counts[i] / (all * width));
            x.AddRange([from, from + width]);
            y.AddRange([height, height]);
        }
        return new(name, hue, x, y)
        {
            Low = [.. y.Select(_ => 0.0)],
            High = y,
            HasMarks = false,
        };
    }

    private static FigureLine Points(ReliabilityDiagram diagram, int place)
    {
        var bins = diagram.Bins.Where(bin => bin.Count > 0).ToList();
        return new(diagram.Name, place, bins.ConvertAll(bin => bin.Confidence), bins.ConvertAll(bin => bin.Accuracy)) { HasPoints = true };
    }

    private static FigureLine Dots(string name, int hue, IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToList();
        return new(name, hue, all.ConvertAll(point => point.X), all.ConvertAll(point => point.Y)) { HasPoints = true, IsConnected = false };
    }
}
