using WebLab.Client.Analyses;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Measures;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;

namespace WebLab.Client.Measures;

/// <summary>What the pages launch to measure the networks of completed runs.</summary>
public static class MeasureLaunch
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = MeasuresReport.Kind;

    /// <summary>How many networks one report holds.</summary>
    public static int Most => NetworksLaunch.Most(Kind);

    /// <summary>Whether a run has a final network that can be measured.</summary>
    public static bool Applies(RunSummary run) => run.Status == RunStatus.Completed && JobKinds.Of(run.Spec).HasCurves;

    /// <summary>The measures of some networks.</summary>
    /// <param name="runs">At least one; what they read is told by the first, as the server fills it in.</param>
    /// <param name="networks">The networks; null for the runs' final ones.</param>
    public static ExperimentRequest Of(IReadOnlyList<RunSummary> runs, IReadOnlyList<RunReference>? networks = null) =>
        NetworksLaunch.Of(
            Kind,
            "Measures",
            "Measures of",
            runs,
            RunReference.Write(networks ?? [.. runs.Select(run => new RunReference(run.Id))])
        );
}
