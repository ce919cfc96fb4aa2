using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Charts;

/// <summary>A run looks the same in every list and chart: its place in the experiment gives hue and shape, whatever is hidden or
/// sorted.</summary>
public static class RunPalette
{
    /// <summary>Hues of the style sheet, <c>--run-0</c> and on.</summary>
    public const int Hues = 10;

    /// <summary>Steps of the style sheet's ramp, <c>--ramp-0</c> and on: eleven rates from 0 to 1 are eleven colours.</summary>
    public const int Ramp = 12;

    public static int HueOf(RunSummary run) => HueOf(run.Id, run.Index);

    /// <summary>The hue that a person chose, or that of the place.</summary>
    public static int HueOf(Guid run, int index) => Chosen.TryGetValue(run, out var hue) ? hue : index % Hues;

    /// <summary>Hues that were chosen by hand in this browser.</summary>
    public static IReadOnlyDictionary<Guid, int> Chosen { get; set; } = new Dictionary<Guid, int>();

    /// <summary>How often the hues were used up before this run: the dashes of its lines and the filling of its shape tell it
    /// apart.</summary>
    public static int LapOf(RunSummary run) => LapOf(run.Index);

    public static int LapOf(int index) => index / Hues;

    /// <summary>Known before the worker has started, as the trainer counts them: the last step of an epoch may be smaller.</summary>
    public static int StepsPerEpoch(RunSummary run) => run.Facts?.StepsPerEpoch ?? StepsPerEpoch(run.Spec);

    private static int StepsPerEpoch(RunSpec spec)
    {
        var trained = spec.TrainSize - HeldOut(spec);
        return Math.Max(1, (trained + spec.BatchSize - 1) / spec.BatchSize);
    }

    // As the trainer takes them: at least one, and no part of one.
    private static int HeldOut(RunSpec spec) =>
        spec.Regularisers.HoldOut > 0 ? Math.Max(1, (int)(spec.Regularisers.HoldOut * spec.TrainSize)) : 0;
}
