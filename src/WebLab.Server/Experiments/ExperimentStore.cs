using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Server.Curves;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Experiments;

/// <summary>All experiments, in the file and in memory. An experiment and its runs come and go in one commit.</summary>
public sealed class ExperimentStore
{
    private readonly LabDatabase _database;
    private readonly MirroredCollection<Guid, ExperimentSummary> _experiments;
    private readonly RunStore _runs;
    private readonly CurveStore _curves;
    private readonly StoreFolder _folder;

    public ExperimentStore(LabDatabase database, RunStore runs, CurveStore curves, StoreFolder folder)
    {
        (_database, _runs, _curves, _folder) = (database, runs, curves, folder);
        _experiments = new(database, "experiments", experiment => experiment.Id);
    }

    public ExperimentSummary? Find(Guid id) => _experiments.Find(id) is { } experiment ? Counted(experiment) : null;

    /// <summary>Raised on the writer thread when an experiment itself has changed, as opposed to its runs.</summary>
    public event Action<ExperimentSummary>? Changed;

    /// <summary>A page of those that may be seen, newest first.</summary>
    public (IReadOnlyList<ExperimentSummary> Items, int Total) Page(int skip, int take, Func<ExperimentSummary, bool> maySee)
    {
        var all = _experiments
            .Values.Where(maySee)
            .OrderByDescending(experiment => experiment.CreatedAt)
            .ThenBy(experiment => experiment.Id)
            .ToList();
        return ([.. all.Skip(skip).Take(take).Select(Counted)], all.Count);
    }

    public Task Add(ExperimentSummary experiment, IReadOnlyList<RunSummary> runs) =>
        _database.Write(tx =>
        {
            _experiments.Save(tx, experiment);
            foreach (var run in runs)
                _runs.Save(tx, run);
        });

    /// <summary>Adds runs behind those that an experiment has.</summary>
    /// <returns>Why not, one sentence, or null.</returns>
    public Task<string?> AddRuns(
        Guid id,
        IReadOnlyList<RunSummary> runs,
        IReadOnlyList<SweepAxis> axes,
        Action<WriteTransaction>? with = null
    ) =>
        _database.Write(tx =>
        {
            if (_experiments.Read(tx, id) is not { ArchivedAt: null } experiment)
                return "It is archived or deleted; restore it first.";
            var before = _runs.Of(tx, id);
            if (ExperimentCheck.AddedProblem(before.Count, runs.Count) is { } full)
                return full;
            Save(tx, axes.Count > 0 ? experiment with { Axes = axes } : experiment);
            var next = before.Select(run => run.Index + 1).DefaultIfEmpty(0).Max();
            foreach (var run in runs)
                _runs.Save(tx, run with { Index = next++ });
            with?.Invoke(tx);
            return null;
        });

    /// <summary>Changes an experiment; its runs follow its name, and into and out of the archive.</summary>
    /// <returns>Why not, one sentence, or null.</returns>
    public Task<string?> Change(Guid id, ExperimentChange change, DateTimeOffset now) =>
        _database.Write(tx =>
        {
            if (_experiments.Read(tx, id) is not { } experiment)
                return "It was deleted just now.";
            if (change is { Note: { } note, NoteBefore: { } before } && experiment.Note != before && experiment.Note != note)
                return "Its note was changed by somebody else while this one was written; read theirs, then save again.";
            var runs = _runs.Of(tx, id);
            var archives = change.IsArchived == true && experiment.ArchivedAt is null;
            var restores = change.IsArchived == false && experiment.ArchivedAt is not null;
            if (archives && runs.Count(run => !run.Status.HasEnded()) is > 0 and var open)
                return Sentence.Of(
                    $"{open} of its runs {(open == 1 ? "has" : "have")} not ended; cancel {(open == 1 ? "it" : "them")} first."
                );
            IReadOnlyList<string> tags =
            [
                .. (change.Tags ?? experiment.Tags)
                    .Except(change.RemoveTags ?? [], StringComparer.OrdinalIgnoreCase)
                    .Union(change.AddTags ?? [], StringComparer.OrdinalIgnoreCase)
                    .Order(StringComparer.OrdinalIgnoreCase),
            ];
            if (tags.Count > RunTags.MaxCount)
                return Sentence.Of($"An experiment has at most {RunTags.MaxCount} tags; it would have {tags.Count}.");
            var changed = experiment with
            {
                Name = change.Name?.Trim() ?? experiment.Name,
                Description = change.Description ?? experiment.Description,
                Tags = tags,
                Note = change.Note ?? experiment.Note,
                ArchivedAt =
                    archives ? now
                    : restores ? null
                    : experiment.ArchivedAt,
            };
            Save(tx, changed);
            foreach (var run in runs)
            {
                // A run that was archived by itself stays so when its experiment comes back.
                var archivedAt =
                    archives ? run.ArchivedAt ?? now
                    : restores && run.ArchivedAt == experiment.ArchivedAt ? null
                    : run.ArchivedAt;
                if (run.ExperimentName != changed.Name || run.ArchivedAt != archivedAt)
                    _runs.Save(tx, run with { ExperimentName = changed.Name, ArchivedAt = archivedAt });
            }
            return null;
        });

    /// <summary>Deletes an archived experiment with all of its runs, unless one of them is in a worker's hands.</summary>
    public Task<Deletion> Delete(Guid id) =>
        Delete(id, tx => _runs.Of(tx, id), (tx, _) => _experiments.Read(tx, id) is { ArchivedAt: not null });

    /// <summary>Deletes a run, unless it is in a worker's hands or may not go; with the last run goes the experiment.</summary>
    public Task<Deletion> DeleteRun(Guid id, Func<RunSummary, bool>? mayGo = null)
    {
        if (_runs.Find(id) is not { } run)
            return Task.FromResult(Deletion.NotFound);
        return Delete(
            run.ExperimentId,
            tx => _runs.Read(tx, id) is { } stored ? [stored] : [],
            (_, stored) => mayGo is null || mayGo(stored)
        );
    }

    private async Task<Deletion> Delete(
        Guid experimentId,
        Func<WriteTransaction, IReadOnlyList<RunSummary>> chosen,
        Func<WriteTransaction, RunSummary, bool> mayGo
    )
    {
        var (deletion, gone) = await _database.Write<(Deletion, IReadOnlyCollection<Guid>)>(tx =>
        {
            var runs = chosen(tx);
            if (runs.Count == 0)
                return (Deletion.NotFound, []);
            if (runs.Any(run => run.Status.IsActive()))
                return (Deletion.Active, []);
            if (!runs.All(run => mayGo(tx, run)))
                return (Deletion.Changed, []);
            // First, so that whoever hears of a deleted run finds its experiment gone too.
            var ids = runs.Select(run => run.Id).ToHashSet();
            if (_runs.Of(tx, experimentId).All(run => ids.Contains(run.Id)))
                _experiments.Delete(tx, experimentId);
            foreach (var id in ids)
            {
                _runs.Delete(tx, id);
                _curves.Delete(tx, id);
            }
            return (Deletion.Done, ids);
        });
        // After the commit, so that no run is left without its files.
        _folder.DeleteFilesOf(gone);
        return deletion;
    }

    private void Save(WriteTransaction tx, ExperimentSummary experiment)
    {
        _experiments.Save(tx, experiment);
        tx.OnCommit(Changed, raise => raise(Counted(experiment)));
    }

    private ExperimentSummary Counted(ExperimentSummary experiment) =>
        experiment with
        {
            RunCounts = _runs.Of(experiment.Id).GroupBy(run => run.Status).ToDictionary(group => group.Key, group => group.Count()),
        };
}
