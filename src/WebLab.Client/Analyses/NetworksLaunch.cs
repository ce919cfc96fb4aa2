using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;

namespace WebLab.Client.Analyses;

/// <summary>Launches an analysis of the networks of some runs.</summary>
public static class NetworksLaunch
{
    private const string Field = "runs";

    /// <summary>How many networks one report of a kind holds.</summary>
    public static int Most(string kind) =>
        (int)(LabCatalogue.FindAnalysis(kind)?.Fields.FirstOrDefault(known => known.Key == Field)?.Max ?? 1);

    /// <summary>What there is of a run over its epochs, the first of them first: the kept networks of the runs that it goes on from, and
    /// its own. Of more than a report holds, so many that lie evenly among them, both ends with them.</summary>
    /// <param name="api">The lab.</param>
    /// <param name="run">A run.</param>
    /// <param name="most">How many networks a report holds.</param>
    public static async Task<IReadOnlyList<RunReference>> OverEpochs(LabApiClient api, RunSummary run, int most)
    {
        var found = (await Kept(api, run.Id)).ToList();
        for (var origin = run.Origin; origin is not null;)
        {
            try
            {
                var before = await api.Run(origin.RunId);
                found.InsertRange(0, await Kept(api, before.Id));
                origin = before.Origin;
            }
            catch (ApiException)
            {
                // It was deleted, and is not shown.
                break;
            }
        }
        return found.Count <= most ? found : [.. Enumerable.Range(0, most).Select(i => found[i * (found.Count - 1) / (most - 1)])];
    }

    /// <param name="kind">The kind of analysis.</param>
    /// <param name="title">What its run is called.</param>
    /// <param name="name">What the experiment is called before the runs are named.</param>
    /// <param name="runs">At least one; what they read is told by the first, as the server fills it in.</param>
    /// <param name="networks">As the analysis's field of runs is written.</param>
    public static ExperimentRequest Of(string kind, string title, string name, IReadOnlyList<RunSummary> runs, string networks)
    {
        var first = runs[0];
        var subject =
            runs.Count == 1 ? first.Name
            : runs.All(run => run.ExperimentId == first.ExperimentId) ? first.ExperimentName
            : $"{runs.Count} networks";
        return new()
        {
            Name = Format.Middle($"{name} {subject}", ExperimentCheck.MaxNameLength),
            // What is found of a private run is as private.
            IsPrivate = runs.Any(run => run.IsPrivate),
            Runs =
            [
                new(
                    title,
                    new()
                    {
                        Dataset = first.Spec.Dataset,
                        TrainSize = first.Spec.TrainSize,
                        TestSize = first.Spec.TestSize,
                        Analysis = new() { Kind = kind, Fields = FieldGroup.Empty.With(Field, networks) },
                    }
                ),
            ],
        };
    }

    private static async Task<IEnumerable<RunReference>> Kept(LabApiClient api, Guid run) =>
        (await api.Checkpoints(run))
            .OrderBy(kept => kept.Sequence)
            .Select(kept => kept.IsFinal ? new RunReference(run) : new RunReference(run, kept.Sequence));
}
