using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Figures;

/// <summary>A run's measure as one value an epoch.</summary>
public static class EpochValues
{
    /// <summary>The values from epoch 1 on; an epoch without one is NaN. Empty while nothing has come.</summary>
    public static IReadOnlyList<double> Of(RunSummary run, LiveCurves curves, Metric metric)
    {
        if (curves.All.GetValueOrDefault(run.Id)?.Metrics.GetValueOrDefault(metric) is not { Steps.Count: > 0 } curve)
            return [];
        var stepsPerEpoch = RunPalette.StepsPerEpoch(run);
        var values = Enumerable.Repeat(double.NaN, Math.Max(1, (int)Math.Round(curve.Steps[^1] / (double)stepsPerEpoch))).ToArray();
        for (var i = 0; i < curve.Steps.Count; i++)
            values[Math.Clamp((int)Math.Round(curve.Steps[i] / (double)stepsPerEpoch), 1, values.Length) - 1] = curve.Last[i];
        return values;
    }
}
