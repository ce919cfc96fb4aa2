using WebLab.Client.Analyses;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Saliency;
using WebLab.Science.Jobs;

namespace WebLab.Client.Saliency;

/// <summary>What the pages launch to see where stored networks look.</summary>
public static class LookLaunch
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = SaliencyMapsReport.Kind;

    /// <summary>How many networks one report holds.</summary>
    public static int Most => NetworksLaunch.Most(Kind);

    /// <summary>Whether a run has a network that looks at images.</summary>
    public static bool Applies(RunSummary run) =>
        run.Status == RunStatus.Completed
        && JobKinds.Of(run.Spec).HasCurves
        && DatasetFacts.Find(run.Spec.Dataset) is { Kind: DatasetKind.Images };

    /// <summary>The maps of some networks.</summary>
    /// <param name="runs">At least one, the first told of as the server fills it in.</param>
    /// <param name="networks">The networks, in the order in which they are shown.</param>
    public static ExperimentRequest Of(IReadOnlyList<RunSummary> runs, IReadOnlyList<RunReference> networks) =>
        NetworksLaunch.Of(Kind, "Where they look", "Where they look:", runs, RunReference.Write(networks));
}
