using System.Globalization;
using WebLab.Client.Figures;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Sweeps;

/// <summary>Runs of one recipe, and of the same recipe with one thing changed.</summary>
/// <param name="Before">The runs as they were, one a seed.</param>
/// <param name="After">The runs with the change.</param>
/// <param name="Change">The change, for example <c>with dropout 0.5</c>.</param>
public sealed record Difference(IReadOnlyList<RunSummary> Before, IReadOnlyList<RunSummary> After, string Change)
{
    private const double LeastRange = 0.05;

    /// <summary>The difference that these runs show; null when they are not two recipes that differ in one regulariser.</summary>
    public static Difference? Of(SweptRuns runs) =>
        runs.Settings is [var before, var after] && Ablation.Between(before[0].Spec, after[0].Spec) is { } thing
            ? new(before, after, thing.Words(before[0].Spec))
            : null;

    /// <summary>Changed minus unchanged, epoch by epoch, where both have come: the means over seeds.</summary>
    public Figure Figure(LiveCurves curves)
    {
        var lines = new[] { Line(curves, Metric.TrainAccuracy, "training set", 0), Line(curves, Metric.TestAccuracy, "test set", 1) }
            .Where(line => line.X.Count > 0)
            .ToList();
        var range = lines.SelectMany(line => line.Y).Where(double.IsFinite).Select(Math.Abs).Append(LeastRange).Max();
        var epochs = Before.Concat(After).Max(run => run.Spec.Epochs);
        return new(
            $"The difference that it makes: accuracy {Change}, minus accuracy as it was",
            new("epochs", 0, epochs),
            FigureAxis.Over("difference in accuracy", -range, range, isShare: true),
            lines
        )
        {
            Waiting = lines.Count == 0 ? "The difference appears here once both have trained an epoch." : null,
        };
    }

    /// <summary>What the change came to, once both have ended; null before.</summary>
    public string? Words()
    {
        if (
            Mean(Before, result => result.TestAccuracy) is not { } test
            || Mean(After, result => result.TestAccuracy) is not { } changedTest
        )
            return null;
        var train = Mean(After, result => result.TrainAccuracy)!.Value - Mean(Before, result => result.TrainAccuracy)!.Value;
        return $"{char.ToUpperInvariant(Change[0])}{Change[1..]} the test accuracy went from {Format.Percent(test)} to "
            + $"{Format.Percent(changedTest)} ({Points(changedTest - test)}), "
            + $"the training accuracy by {Points(train)}; time to fit: {Fit(Before)} before, {Fit(After)} after.";
    }

    private FigureLine Line(LiveCurves curves, Metric metric, string name, int hue)
    {
        var before = CurveGridFigures.Mean(Before, curves, metric, name, isDashed: false);
        var after = CurveGridFigures.Mean(After, curves, metric, name, isDashed: false);
        var count = Math.Min(before.Y.Count, after.Y.Count);
        return new(name, hue, [.. before.X.Take(count)], [.. Enumerable.Range(0, count).Select(i => after.Y[i] - before.Y[i])])
        {
            Seeds = Math.Min(before.Seeds, after.Seeds),
        };
    }

    private static double? Mean(IReadOnlyList<RunSummary> runs, Func<RunResult, double> measure) =>
        runs.All(run => run is { Status: RunStatus.Completed, Result: not null }) ? runs.Average(run => measure(run.Result!)) : null;

    private static string Fit(IReadOnlyList<RunSummary> runs) =>
        runs.All(run => run.Result?.TimeToFitEpochs is not null)
            ? string.Create(CultureInfo.InvariantCulture, $"{runs.Average(run => run.Result!.TimeToFitEpochs!.Value):0.#} epochs")
            : "not fitted";

    private static string Points(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share * 100:+0.0;-0.0;0} points").Replace('-', '−');
}
