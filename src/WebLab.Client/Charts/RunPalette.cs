using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Charts;

/// <summary>A run looks the same in every list and chart: its place in the experiment gives hue and shape, whatever is hidden or sorted.</summary>
public static class RunPalette
{
    /// <summary>Hues of the style sheet, <c>--run-0</c> and on.</summary>
    public const int Hues = 10;

    public static int HueOf(RunSummary run) => run.Index % Hues;

    /// <summary>How often the hues were used up before this run: the dashes of its lines and the filling of its shape tell it apart.</summary>
    public static int LapOf(RunSummary run) => run.Index / Hues;

    /// <summary>Known before the worker has started, as the trainer counts them: the last step of an epoch may be smaller.</summary>
    public static int StepsPerEpoch(RunSummary run) => run.Facts?.StepsPerEpoch ?? StepsPerEpoch(run.Spec);

    private static int StepsPerEpoch(RunSpec spec)
    {
        var trained = spec.TrainSize - (int)Math.Round(spec.TrainSize * spec.Regularisers.HoldOut);
        return Math.Max(1, (trained + spec.BatchSize - 1) / spec.BatchSize);
    }
}
