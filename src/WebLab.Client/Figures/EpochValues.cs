using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Figures;

/// <summary>A run's measure as one value an epoch.</summary>
public static class EpochValues
{
    /// <summary>The values from epoch 1 on; an epoch without one is NaN. Empty while nothing has come.</summary>
    public static IReadOnlyList<double> Of(RunSummary run, LiveCurves curves, Metric metric) =>
        curves.All.GetValueOrDefault(run.Id)?.Metrics.GetValueOrDefault(metric) is { } curve ? Of(run, curve.Steps, curve.Last) : [];

    /// <summary>The same of points, in their order.</summary>
    public static IReadOnlyList<double> Of(RunSummary run, IReadOnlyList<int> steps, IReadOnlyList<float> last)
    {
        if (steps.Count == 0)
            return [];
        var stepsPerEpoch = RunPalette.StepsPerEpoch(run);
        var values = Enumerable.Repeat(double.NaN, Math.Max(1, (int)Math.Round(steps[^1] / (double)stepsPerEpoch))).ToArray();
        for (var i = 0; i < steps.Count; i++)
            values[Math.Clamp((int)Math.Round(steps[i] / (double)stepsPerEpoch), 1, values.Length) - 1] = last[i];
        return values;
    }
}
