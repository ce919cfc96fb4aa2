using WebLab.Client.Analyses;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;

namespace WebLab.Client.Measures;

/// <summary>What the pages launch to measure the networks of completed runs.</summary>
public static class MeasureLaunch
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = "measures";

    /// <summary>How many networks one report holds.</summary>
    public static int Most => NetworksLaunch.Most(Kind);

    /// <summary>Whether a run has a final network that can be measured.</summary>
    public static bool Applies(RunSummary run) => run.Status == RunStatus.Completed && JobKinds.Of(run.Spec).HasCurves;

    /// <summary>The measures of the final networks of some runs.</summary>
    /// <param name="runs">At least one; what they read is told by the first, as the server fills it in.</param>
    public static ExperimentRequest Of(IReadOnlyList<RunSummary> runs) =>
        NetworksLaunch.Of(Kind, "Measures", "Measures of", runs, string.Join(',', runs.Select(run => run.Id)));
}
