using WebLab.Client.Analyses;
using WebLab.Client.Api;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;

namespace WebLab.Client.Saliency;

/// <summary>What the pages launch to see where stored networks look.</summary>
public static class LookLaunch
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = "saliency-maps";

    /// <summary>How many networks one report holds.</summary>
    public static int Most => NetworksLaunch.Most(Kind);

    /// <summary>Whether a run has a network that looks at images.</summary>
    public static bool Applies(RunSummary run) =>
        run.Status == RunStatus.Completed
        && JobKinds.Of(run.Spec).HasCurves
        && DatasetFacts.Find(run.Spec.Dataset) is { Kind: DatasetKind.Images };

    /// <summary>What there is of a run over its epochs, the first of them first: the final networks of the runs that it goes on from, and
    /// its own kept checkpoints.</summary>
    public static async Task<IReadOnlyList<RunReference>> OverEpochs(LabApiClient api, RunSummary run)
    {
        var found = (await Kept(api, run.Id)).ToList();
        for (var origin = run.Origin; origin is not null && found.Count < Most;)
        {
            try
            {
                var before = await api.Run(origin.RunId);
                if ((await Kept(api, before.Id)).Any())
                    found.Insert(0, new(before.Id));
                origin = before.Origin;
            }
            catch (ApiException)
            {
                // It was deleted, and is not shown.
                break;
            }
        }
        return found;
    }

    /// <summary>The maps of some networks.</summary>
    /// <param name="runs">At least one, the first told of as the server fills it in.</param>
    /// <param name="networks">The networks, in the order in which they are shown.</param>
    public static ExperimentRequest Of(IReadOnlyList<RunSummary> runs, IReadOnlyList<RunReference> networks) =>
        NetworksLaunch.Of(Kind, "Where they look", "Where they look:", runs, RunReference.Write(networks));

    private static async Task<IEnumerable<RunReference>> Kept(LabApiClient api, Guid run) =>
        (await api.Checkpoints(run))
            .OrderBy(kept => kept.Sequence)
            .Select(kept => kept.IsFinal ? new RunReference(run) : new RunReference(run, kept.Sequence));
}
