using WebLab.Client.Figures;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Client.Paper;

/// <summary>Figures 1a and 2: curves over epochs, one hue a row.</summary>
internal static class CurveFigures
{
    private const double StepsPerEpoch = 391,
        ImageNetUnit = 1e6;
    private const string Train = "train(",
        Test = "test(";

    public const string PublishedTitle = "The paper's figure 2a, on ImageNet";

    /// <summary>The paper's curves; a row's has its hue, others follow in their order.</summary>
    public static IReadOnlyList<FigureLine> Published(PaperItem item)
    {
        var hues = item.Rows.Select(row => row.Name).ToList();
        return
        [
            .. PublishedCurves
                .Of(item.Id)
                .Select(
                    (pair, i) =>
                    {
                        var name = Name(pair.Key);
                        var unit = IsImageNet(item) ? ImageNetUnit : StepsPerEpoch;
                        return new FigureLine(
                            name,
                            hues.IndexOf(name) is >= 0 and var hue ? hue : i,
                            [.. pair.Value.Select(point => point[0] / unit)],
                            [.. pair.Value.Select(point => point[1])]
                        )
                        {
                            IsPublished = true,
                            IsDashed = !IsImageNet(item) && pair.Key.StartsWith(Test, StringComparison.Ordinal),
                        };
                    }
                )
                .OrderBy(line => line.Hue),
        ];
    }

    public static IReadOnlyList<FigureLine> Measured(PaperItem item, PaperScale scale, IReadOnlyList<RunSummary> runs, LiveCurves curves)
    {
        var lines = new List<FigureLine>();
        foreach (var (row, hue) in item.Rows.Select((row, i) => (row, i)).Where(pair => pair.row.Spec(scale) is not null))
        {
            var own = runs.Where(run => item.RowOf(run.Spec, scale) == row).ToList();
            foreach (var (metric, isDashed) in Metrics(item))
            {
                var line = SeedMean.Of(
                    new(row.Name, hue, [], []) { IsDashed = isDashed },
                    [
                        .. own.Select(run => (EpochValues.Of(run, curves, metric), run.Status == RunStatus.Completed))
                            .Where(curve => curve.Item1.Count > 0),
                    ]
                );
                if (line.X.Count > 0)
                    lines.Add(line);
            }
        }
        return lines;
    }

    /// <summary>Lines on axes; the scale is that of runs to come, null for the paper's own.</summary>
    public static Figure Figure(PaperItem item, string title, IReadOnlyList<FigureLine> lines, PaperScale? scale)
    {
        var isPaper = scale is null;
        var x = isPaper && IsImageNet(item) ? "million steps" : "epochs";
        var end =
            lines.Count > 0
                ? lines.Max(line => line.X.Count == 0 ? 0 : line.X[^1])
                : item.RowsAt(scale!.Value).Max(row => row.Spec(scale.Value)!.Epochs);
        return new(title, FigureAxis.Over(x, 0, Math.Max(end, 5)), Vertical(item, lines), lines)
        {
            Measures = item.Chart == PaperChart.AccuracyCurves && lines.Any(line => line.IsDashed) ? ("training set", "test set") : null,
            Waiting = lines.Count == 0 ? "Curves appear here as the runs train." : null,
        };
    }

    private static FigureAxis Vertical(PaperItem item, IReadOnlyList<FigureLine> lines)
    {
        if (item.Chart == PaperChart.AccuracyCurves)
            return new("accuracy", 0, 1, IsShare: true);
        var greatest = lines.SelectMany(line => line.Y).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return FigureAxis.Over("training loss", 0, Math.Clamp(greatest, 2.5, 10));
    }

    private static IEnumerable<(Metric Metric, bool IsDashed)> Metrics(PaperItem item) =>
        item.Chart == PaperChart.LossCurves ? [(Metric.TrainLoss, false)] : [(Metric.TrainAccuracy, false), (Metric.TestAccuracy, true)];

    public static bool IsImageNet(PaperItem item) => item.Id == "early-stopping";

    private static string Name(string key) =>
        key.StartsWith(Train, StringComparison.Ordinal) ? key[Train.Length..^1]
        : key.StartsWith(Test, StringComparison.Ordinal) ? key[Test.Length..^1]
        : key;
}
