using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Checkpoints;
using WebLab.Server.Datasets;

namespace WebLab.Server.Runs;

/// <summary>The stored runs whose networks an analysis looks into or a training starts from: who may name which, and what a worker is told
/// of them.</summary>
public sealed class NamedNetworks(RunStore runs, CheckpointStore checkpoints, DatasetLibrary datasets)
{
    /// <summary>The recipe of an analysis of stored runs, on the data and labels of the first of them; every other recipe, also of an
    /// analysis of other data by a run's network, as it is.</summary>
    public RunSpec Filled(RunSpec spec) =>
        NamedRuns.AreItsSubject(spec) && NamedRuns.Of(spec) is [var first, ..] && runs.Find(first.RunId) is { } run
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

    /// <summary>Why this person's recipe cannot have the runs that it names.</summary>
    public IEnumerable<SpecProblem> Problems(RunSpec spec, bool isPrivate, Caller caller)
    {
        var field = NamedRuns.Field(spec)?.Path ?? "startFrom";
        var what = NamedRuns.AreItsSubject(spec) ? "runs" : "a run";
        if (
            spec.Analysis?.Fields is { } own
            && own.Text(LabelAuditOptions.FeaturesKey) is not null
            && own.Text(LabelAuditOptions.EmbeddingsKey) is { } file
        )
            yield return new(field, $"{field} must be left out beside embeddings, whose place it takes; these are {file}.");
        foreach (var reference in NamedRuns.Of(spec))
        {
            if (runs.Find(reference.RunId) is not { } run || !caller.MaySee(run))
                yield return new(
                    field,
                    $"{field} must name {what} that there {(what == "runs" ? "are" : "is")}; there is no run {reference.RunId}."
                );
            else if (Problem(spec, run, reference, isPrivate, caller) is { } why)
                yield return new(field, Sentence.Of($"{field} must name {what} whose network can be read; {run.Name} ({run.Id}) {why}."));
        }
    }

    /// <summary>What a worker is told of the runs that a recipe names. They may be gone by now, which it says in a sentence.</summary>
    public IReadOnlyList<NetworkOrder> Orders(RunSpec spec) => [.. NamedRuns.Of(spec).Select(reference => Order(spec, reference))];

    private string? Problem(RunSpec spec, RunSummary run, RunReference reference, bool isPrivate, Caller caller)
    {
        var job = JobKinds.Of(run.Spec);
        var launched = spec.Analysis is null ? "this one" : "the analysis";
        return !job.HasCurves ? $"is of the kind {job.Id}, which trains no network"
            : run.IsPrivate && !isPrivate ? $"is private: launch {launched} with isPrivate, or it would show others what it found"
            : spec.Analysis is null && datasets.MaySee(spec.Dataset, caller) && !IsAlike(spec, run.Spec)
                ? $"trained {Network(run.Spec)} on {run.Spec.Dataset}, whose weights are none of {Network(spec)} on {spec.Dataset}"
            // The same recipe would start from other weights an epoch later, and each run of a sweep from its own.
            : spec.Analysis is null && reference.Sequence is null && !run.Status.HasEnded()
                ? "has not ended: name one of its kept checkpoints, as ID:SEQUENCE, or wait for its end"
            : checkpoints.PathOf(reference) is null ? Missing(reference)
            : spec.Analysis is not null && !NamedRuns.AreItsSubject(spec) && Strange(spec, run.Spec, caller) is { } strange ? strange
            // Where the weights alone are taken, the run's examples and labels may be anywhere by now.
            : (spec.Analysis is null || !NamedRuns.AreItsSubject(spec)) && datasets.MaySee(run.Spec.Dataset, caller) ? null
            : datasets.Problems(run.Spec, caller).FirstOrDefault()?.Message.TrimEnd('.');
    }

    // Why the examples of a recipe are none for a run's network, whatever its classes.
    private string? Strange(RunSpec spec, RunSpec other, Caller caller)
    {
        if (LabCatalogue.FindCorruption(other.Corruption.Kind) is { Changes: CorruptionTarget.Pixels } changed)
            return $"was trained on examples that {changed.Id} had changed";
        if (LabCatalogue.FindCorruption(spec.Corruption.Kind) is { Changes: CorruptionTarget.Pixels } changes)
            return $"tells nothing of examples that {changes.Id} changes";
        if (DatasetFacts.Find(other.Dataset) is not { } two)
            return $"was trained on {other.Dataset}, which is gone: the shape of its examples is not known";
        if (!datasets.MaySee(spec.Dataset, caller))
            return null;
        var one = DatasetFacts.Of(spec.Dataset);
        return (one.Kind, one.InputHeight, one.InputWidth, one.Channels) == (two.Kind, two.InputHeight, two.InputWidth, two.Channels)
            && one.Columns.SequenceEqual(two.Columns)
                ? null
                : $"takes the examples of {two.Title}, and those of {one.Title} are of another shape";
    }

    // The network and what it takes in and gives out; the rest of the recipe is free.
    private static bool IsAlike(RunSpec spec, RunSpec other)
    {
        if (spec.Model != other.Model || !OwnFields.Tidy(spec).ModelFields.Equals(OwnFields.Tidy(other).ModelFields))
            return false;
        // Of a data set that is gone the shape is not known: the worker reads the weights into the network or says that they do not fit.
        if (DatasetFacts.Find(other.Dataset) is not { } two)
            return true;
        var one = DatasetFacts.Of(spec.Dataset);
        return (one.Kind, one.InputHeight, one.InputWidth, one.Channels, one.Classes.Count)
            == (two.Kind, two.InputHeight, two.InputWidth, two.Channels, two.Classes.Count);
    }

    private static string Network(RunSpec spec) =>
        string.Join(' ', OwnFields.Tidy(spec).ModelFields.Names.Select(name => $"{name} {spec.ModelFields.Get(name)}").Prepend(spec.Model));

    private NetworkOrder Order(RunSpec from, RunReference reference)
    {
        var use =
            from.Analysis is null ? "which this one starts from"
            : NamedRuns.AreItsSubject(from) ? "which the analysis looks into"
            : "whose network tells the examples apart";
        if (runs.Find(reference.RunId) is not { } run)
            return new()
            {
                RunId = reference.RunId,
                Name = $"{reference.RunId}",
                Problem = $"Run {reference.RunId}, {use}, was deleted before {(from.Analysis is null ? "it" : "the analysis")} began.",
            };
        var path = checkpoints.PathOf(reference);
        var spec = run.Spec;
        return new()
        {
            RunId = run.Id,
            Name = run.Name,
            Problem =
                path is null ? $"Run {run.Name} ({run.Id}), {use}, {Missing(reference)}."
                : NamedRuns.AreItsSubject(from) && datasets.ContentProblem(spec) is { } problem
                    ? $"Run {run.Name} ({run.Id}) cannot be looked into: {problem}"
                : from.Analysis is not null && DatasetFacts.Find(spec.Dataset) is null
                    ? $"Run {run.Name} ({run.Id}), {use}, was trained on {spec.Dataset}, which is gone."
                : null,
            Recipe = JsonSerializer.Serialize(spec, LabJson.Options),
            Checkpoint = path ?? "",
            OriginEpochs = run.Origin?.PlannedEpochs,
            // A training reads no examples of it, whose data set may be gone when the training is resumed.
            DataFolder = from.Analysis is null ? null : datasets.PlaceOf(spec.Dataset),
            DatasetFacts = DatasetFacts.Find(spec.Dataset) is { IsOwn: true } own ? JsonSerializer.Serialize(own, LabJson.Options) : null,
            LabelFolder = from.Analysis is null ? null : datasets.LabelFolderOf(spec),
        };
    }

    private static string Missing(RunReference reference) =>
        reference.Sequence is { } sequence
            ? Sentence.Of($"has no kept checkpoint {sequence}")
            : "has no kept checkpoint: it was not trained yet, its checkpoints were deleted, or the lab keeps none";
}
