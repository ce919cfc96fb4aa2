using WebLab.Contracts.Curves;

namespace WebLab.Client.Charts;

/// <summary>A chart: what it draws of each run.</summary>
/// <param name="Id">Its name in the page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lines">Its metrics.</param>
/// <param name="IsShare">Whether its values are fractions, shown in percent.</param>
/// <param name="MayLog">Whether a logarithmic axis makes sense.</param>
/// <param name="IsArea">Whether its lines are stacked areas.</param>
public sealed record ChartDefinition(
    string Id,
    string Title,
    IReadOnlyList<ChartLine> Lines,
    bool IsShare = true,
    bool MayLog = true,
    bool IsArea = false
)
{
    /// <summary>The charts of one run or of several compared.</summary>
    public static IReadOnlyList<ChartDefinition> Measures { get; } = Of(chart => !chart.IsOptional);

    /// <summary>The same for a run whose labels are all true, where clean accuracy is train accuracy and nothing is memorised.</summary>
    public static IReadOnlyList<ChartDefinition> WithoutCorruptedLabels { get; } =
        Of(chart => !chart.IsOptional && !chart.NeedsCorruptedLabels);

    /// <summary>The charts that a person may add.</summary>
    public static IReadOnlyList<ChartDefinition> Optional { get; } = Of(chart => chart.IsOptional);

    /// <summary>What becomes of a run's corrupted and clean training examples.</summary>
    public static IReadOnlyList<ChartDefinition> Signature { get; } =
    [
        .. Metric
            .All.Where(metric => metric.Share is not null)
            .GroupBy(metric => metric.Share!.Chart)
            .OrderBy(metrics => metrics.Key.Place)
            .Select(metrics => new ChartDefinition(
                metrics.Key.Id,
                metrics.Key.Title,
                [.. metrics.Select(metric => new ChartLine(metric, metric.Share!.Title, Share: metric.Share.Colour))],
                IsArea: true
            )),
    ];

    /// <summary>The chart of the errors where it is one of accuracies, else itself. Its id, and so what is set for it, stays.</summary>
    public ChartDefinition AsError() =>
        !Lines.All(line => line.Metric.Error is not null)
            ? this
            : this with
            {
                Title = Lines is [var only] ? only.Metric.Error!.Title : "Error",
                Lines = [.. Lines.Select(line => line with { IsError = true })],
            };

    private static ChartDefinition[] Of(Func<MetricChart, bool> isWanted) =>
        [
            .. Metric
                .All.Where(metric => metric.Chart is { } chart && isWanted(chart))
                .GroupBy(metric => metric.Chart!)
                .OrderBy(metrics => metrics.Key.Place)
                .Select(metrics => new ChartDefinition(
                    metrics.Key.Id,
                    metrics.Key.Title,
                    [.. metrics.Select(metric => new ChartLine(metric, metric.ShortTitle, metric.Line))],
                    metrics.All(metric => metric.Scale is MetricScale.Fraction or MetricScale.Difference)
                )),
        ];
}
