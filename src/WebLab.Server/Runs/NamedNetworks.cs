using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Science.Jobs;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Checkpoints;
using WebLab.Server.Datasets;

namespace WebLab.Server.Runs;

/// <summary>The stored runs whose networks an analysis looks into: who may name which, and what a worker is told of them.</summary>
public sealed class NamedNetworks(RunStore runs, CheckpointStore checkpoints, DatasetLibrary datasets)
{
    private const string Field = "analysis.runs";

    /// <summary>The recipe of an analysis of stored runs, on the data and labels of the first of them; every other recipe as it
    /// is.</summary>
    public RunSpec Filled(RunSpec spec) =>
        NamedRuns.Of(spec) is [var first, ..] && runs.Find(first.RunId) is { } run
            ? spec with
            {
                Dataset = run.Spec.Dataset,
                DatasetHash = run.Spec.DatasetHash,
                TrainSize = run.Spec.TrainSize,
                TestSize = run.Spec.TestSize,
                Corruption = run.Spec.Corruption,
                Seed = run.Spec.Seed,
            }
            : spec;

    /// <summary>Why this person's analysis cannot look into the runs that it names.</summary>
    public IEnumerable<SpecProblem> Problems(RunSpec spec, bool isPrivate, Caller caller)
    {
        foreach (var reference in NamedRuns.Of(spec))
        {
            if (runs.Find(reference.RunId) is not { } run || !caller.MaySee(run))
                yield return new(Field, $"{Field} must name runs that there are; there is no run {reference.RunId}.");
            else if (Problem(run, reference, isPrivate, caller) is { } why)
                yield return new(Field, Sentence.Of($"{Field} must name runs whose network can be read; {run.Name} ({run.Id}) {why}."));
        }
    }

    /// <summary>What a worker is told of the runs that a recipe names. They may be gone by now, which it says in a sentence.</summary>
    public IReadOnlyList<NetworkOrder> Orders(RunSpec spec) => [.. NamedRuns.Of(spec).Select(Order)];

    private string? Problem(RunSummary run, RunReference reference, bool isPrivate, Caller caller)
    {
        var job = JobKinds.Of(run.Spec);
        return !job.HasCurves ? $"is of the kind {job.Id}, which trains no network"
            : run.IsPrivate && !isPrivate ? "is private: launch the analysis with isPrivate, or it would show others what it found"
            : checkpoints.PathOf(reference) is null ? Missing(reference)
            : datasets.Problems(run.Spec, caller).FirstOrDefault()?.Message.TrimEnd('.');
    }

    private NetworkOrder Order(RunReference reference)
    {
        if (runs.Find(reference.RunId) is not { } run)
            return new()
            {
                RunId = reference.RunId,
                Name = $"{reference.RunId}",
                Problem = $"Run {reference.RunId}, which the analysis looks into, was deleted before the analysis began.",
            };
        var path = checkpoints.PathOf(reference);
        var spec = run.Spec;
        return new()
        {
            RunId = run.Id,
            Name = run.Name,
            Problem =
                path is null ? $"Run {run.Name} ({run.Id}), which the analysis looks into, {Missing(reference)}."
                : datasets.ContentProblem(spec) is { } problem ? $"Run {run.Name} ({run.Id}) cannot be looked into: {problem}"
                : null,
            Recipe = JsonSerializer.Serialize(spec, LabJson.Options),
            Checkpoint = path ?? "",
            OriginEpochs = run.Origin?.PlannedEpochs,
            DataFolder = datasets.PlaceOf(spec.Dataset),
            DatasetFacts = DatasetFacts.Of(spec.Dataset) is { IsOwn: true } own ? JsonSerializer.Serialize(own, LabJson.Options) : null,
            LabelFolder = datasets.LabelFolderOf(spec),
        };
    }

    private static string Missing(RunReference reference) =>
        reference.Sequence is { } sequence
            ? Sentence.Of($"has no kept checkpoint {sequence}")
            : "has no kept checkpoint: it was not trained yet, its checkpoints were deleted, or the lab keeps none";
}
