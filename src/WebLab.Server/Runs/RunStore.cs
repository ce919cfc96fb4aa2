using WebLab.Contracts.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>All runs, in the file and in memory (about 2 kB each), there also by experiment and by age.</summary>
public sealed class RunStore
{
    private readonly LabDatabase _database;
    private readonly MirroredCollection<Guid, RunSummary> _runs;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, List<RunSummary>> _byExperiment;
    private readonly List<RunSummary> _newestFirst;
    private long _version;

    public RunStore(LabDatabase database)
    {
        _database = database;
        _runs = new(database, "runs", run => run.Id);
        _byExperiment = _runs
            .Values.OrderBy(run => run.Index)
            .GroupBy(run => run.ExperimentId)
            .ToDictionary(group => group.Key, group => group.ToList());
        _newestFirst = [.. _runs.Values.Order(NewestFirst)];
    }

    // What a run is ordered by never changes, so that only a new or a deleted run moves the others.
    private static Comparer<RunSummary> NewestFirst { get; } =
        Comparer<RunSummary>.Create(
            (a, b) => (b.CreatedAt, a.ExperimentId, a.Index, a.Id).CompareTo((a.CreatedAt, b.ExperimentId, b.Index, b.Id))
        );

    /// <summary>Raised on the writer thread after a commit: the run as it was (null for a new one) and as it is (null for a deleted one).
    /// For what mirrors the runs in memory; whatever acts on a change follows <see cref="RunChanges"/>.</summary>
    public event Action<RunSummary?, RunSummary?>? Changed;

    /// <summary>Raised when memory has followed the whole job: who starts the next run must find it in the queue.</summary>
    public event Action<RunSummary?, RunSummary?>? Settled;

    /// <summary>Another number whenever a run was added, changed or deleted.</summary>
    public long Version => Interlocked.Read(ref _version);

    public RunSummary? Find(Guid id) => _runs.Find(id);

    /// <summary>All runs, newest first.</summary>
    public IReadOnlyList<RunSummary> All()
    {
        lock (_gate)
            return [.. _newestFirst];
    }

    public IReadOnlyList<RunSummary> Of(Guid experimentId)
    {
        lock (_gate)
            return _byExperiment.TryGetValue(experimentId, out var runs) ? [.. runs] : [];
    }

    /// <summary>All runs with the writes before, which memory does not know yet.</summary>
    public IEnumerable<RunSummary> All(WriteTransaction tx) => With(tx, All());

    /// <summary>Those of an experiment with the writes before.</summary>
    public IReadOnlyList<RunSummary> Of(WriteTransaction tx, Guid experimentId) =>
        [.. With(tx, Of(experimentId)).Where(run => run.ExperimentId == experimentId).OrderBy(run => run.Index)];

    /// <summary>Changes a run in a write job of its own; the change returns null to leave it as it is.</summary>
    /// <returns>The changed run, or null.</returns>
    public Task<RunSummary?> Change(Guid id, Func<RunSummary, RunSummary?> change) =>
        _database.Write(tx => Read(tx, id) is { } run && change(run) is { } changed ? Save(tx, Unmoved(run, changed)) : null);

    /// <summary>Changes several runs in one write job; the change of one returns what is to be told of it, and null to leave it as it
    /// is.</summary>
    /// <returns>What is told, in the order of the ids.</returns>
    public Task<IReadOnlyList<T>> ChangeAll<T>(
        IReadOnlyCollection<Guid> ids,
        Func<Guid, RunSummary?, (T Answer, RunSummary? Run)> change
    ) =>
        _database.Write<IReadOnlyList<T>>(tx =>
        {
            var told = new List<T>();
            foreach (var id in ids)
            {
                var run = Read(tx, id);
                var changed = change(id, run);
                if (changed.Run is not null)
                    Save(tx, Unmoved(run!, changed.Run));
                told.Add(changed.Answer);
            }
            return told;
        });

    /// <summary>The run as it stands with the writes before.</summary>
    public RunSummary? Read(WriteTransaction tx, Guid id) => _runs.Read(tx, id);

    public RunSummary Save(WriteTransaction tx, RunSummary run)
    {
        _runs.Save(tx, run);
        Written(tx)[run.Id] = run;
        RunSummary? before = null;
        tx.OnCommit(() => before = Place(run));
        tx.OnCommit(Changed, raise => raise(before, run));
        tx.AfterCommit(Settled, raise => raise(before, run));
        return run;
    }

    public void Delete(WriteTransaction tx, Guid id)
    {
        if (Read(tx, id) is not { } run)
            return;
        _runs.Delete(tx, id);
        Written(tx)[id] = null;
        tx.OnCommit(() => Displace(run));
        tx.OnCommit(Changed, raise => raise(run, null));
        tx.AfterCommit(Settled, raise => raise(run, null));
    }

    private IEnumerable<RunSummary> With(WriteTransaction tx, IEnumerable<RunSummary> known) =>
        known.Where(run => !Written(tx).ContainsKey(run.Id)).Concat(Written(tx).Values.OfType<RunSummary>());

    /// <summary>What the commit has written so far; null for a run that it deletes.</summary>
    private Dictionary<Guid, RunSummary?> Written(WriteTransaction tx) => tx.Shared<Dictionary<Guid, RunSummary?>>(this);

    private static RunSummary Unmoved(RunSummary before, RunSummary run) =>
        run.Status == before.Status
            ? run
            : throw new InvalidOperationException($"A run's status changes through {nameof(RunLifecycle)} alone.");

    /// <returns>The run as it was.</returns>
    private RunSummary? Place(RunSummary run)
    {
        lock (_gate)
        {
            _version++;
            if (!_byExperiment.TryGetValue(run.ExperimentId, out var siblings))
                _byExperiment[run.ExperimentId] = siblings = [];
            var place = _newestFirst.BinarySearch(run, NewestFirst);
            if (place < 0)
            {
                _newestFirst.Insert(~place, run);
                siblings.Add(run);
                return null;
            }
            var before = _newestFirst[place];
            _newestFirst[place] = run;
            siblings[siblings.FindIndex(sibling => sibling.Id == run.Id)] = run;
            return before;
        }
    }

    private void Displace(RunSummary run)
    {
        lock (_gate)
        {
            _version++;
            _newestFirst.RemoveAt(_newestFirst.BinarySearch(run, NewestFirst));
            var siblings = _byExperiment[run.ExperimentId];
            siblings.RemoveAll(sibling => sibling.Id == run.Id);
            if (siblings.Count == 0)
                _byExperiment.Remove(run.ExperimentId);
        }
    }
}
