using LiteDB;
using WebLab.Contracts.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>All runs, in the file and in memory (about 2 kB each). Memory follows the file: it changes after the commit, on the writer
/// thread.</summary>
public sealed class RunStore
{
    private readonly JsonCollection<RunSummary> _collection = new("runs");
    private readonly LabDatabase _database;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, RunSummary> _runs;
    private readonly Dictionary<Guid, List<Guid>> _byExperiment;
    private readonly List<RunSummary> _newestFirst;
    private long _version;

    public RunStore(LabDatabase database)
    {
        _database = database;
        _runs = _collection.All(database).ToDictionary(run => run.Id);
        _byExperiment = _runs
            .Values.OrderBy(run => run.Index)
            .GroupBy(run => run.ExperimentId)
            .ToDictionary(group => group.Key, group => group.Select(run => run.Id).ToList());
        _newestFirst = [.. _runs.Values.Order(NewestFirst)];
    }

    // What a run is ordered by never changes, so that only a new or a deleted run moves the others.
    private static Comparer<RunSummary> NewestFirst { get; } =
        Comparer<RunSummary>.Create(
            (a, b) => (b.CreatedAt, a.ExperimentId, a.Index, a.Id).CompareTo((a.CreatedAt, b.ExperimentId, b.Index, b.Id))
        );

    /// <summary>Raised on the writer thread after a commit: the run as it was (null for a new one) and as it is (null for a deleted
    /// one).</summary>
    public event Action<RunSummary?, RunSummary?>? Changed;

    /// <summary>Another number whenever a run was added, changed or deleted.</summary>
    public long Version => Interlocked.Read(ref _version);

    public RunSummary? Find(Guid id)
    {
        lock (_gate)
            return _runs.GetValueOrDefault(id);
    }

    /// <summary>All runs, newest first.</summary>
    public IReadOnlyList<RunSummary> All()
    {
        lock (_gate)
            return [.. _newestFirst];
    }

    public IReadOnlyList<RunSummary> Of(Guid experimentId)
    {
        lock (_gate)
            return _byExperiment.TryGetValue(experimentId, out var ids) ? [.. ids.Select(id => _runs[id])] : [];
    }

    /// <summary>Changes a run in a write job of its own; the change returns null to leave it as it is.</summary>
    /// <returns>The changed run, or null.</returns>
    public Task<RunSummary?> Change(Guid id, Func<RunSummary, RunSummary?> change) =>
        _database.Write(
            writing => Read(writing, id) is { } run && change(run) is { } changed ? Save(writing, changed) : null,
            changed =>
            {
                if (changed is not null)
                    Remember(changed);
            }
        );

    /// <summary>Changes several runs in one write job; the change of one returns what is to be told of it, and null to leave it as it
    /// is.</summary>
    /// <returns>What is told, in the order of the ids.</returns>
    public async Task<IReadOnlyList<T>> ChangeAll<T>(
        IReadOnlyCollection<Guid> ids,
        Func<Guid, RunSummary?, (T Told, RunSummary? Run)> change
    )
    {
        var changes = await _database.Write(
            writing =>
                ids.Select(id => change(id, Read(writing, id)))
                    .Select(changed => (changed.Told, Run: changed.Run is null ? null : Save(writing, changed.Run)))
                    .ToList(),
            changes =>
            {
                foreach (var run in changes.Select(changed => changed.Run).OfType<RunSummary>())
                    Remember(run);
            }
        );
        return [.. changes.Select(changed => changed.Told)];
    }

    /// <summary>Part of a write job: the run as it stands with the writes before.</summary>
    public RunSummary? Read(LiteDatabase writing, Guid id) => _collection.Find(writing, id);

    /// <summary>Part of a write job.</summary>
    public RunSummary Save(LiteDatabase writing, RunSummary run)
    {
        _collection.Save(writing, run.Id, run);
        return run;
    }

    /// <summary>Part of a write job.</summary>
    public void Delete(LiteDatabase writing, Guid id) => _collection.Delete(writing, id);

    /// <summary>To be called when a saved run is committed.</summary>
    public void Remember(RunSummary run)
    {
        RunSummary? before;
        lock (_gate)
        {
            before = _runs.GetValueOrDefault(run.Id);
            _runs[run.Id] = run;
            _version++;
            var place = _newestFirst.BinarySearch(run, NewestFirst);
            if (place >= 0)
                _newestFirst[place] = run;
            else
                _newestFirst.Insert(~place, run);
            if (before is null)
            {
                if (!_byExperiment.TryGetValue(run.ExperimentId, out var ids))
                    _byExperiment[run.ExperimentId] = ids = [];
                ids.Add(run.Id);
            }
        }
        Changed?.Invoke(before, run);
    }

    /// <summary>To be called when a deletion is committed.</summary>
    public void Forget(Guid id)
    {
        RunSummary? run;
        lock (_gate)
        {
            if (!_runs.Remove(id, out run))
                return;
            _version++;
            _newestFirst.RemoveAt(_newestFirst.BinarySearch(run, NewestFirst));
            _byExperiment[run.ExperimentId].Remove(id);
            if (_byExperiment[run.ExperimentId].Count == 0)
                _byExperiment.Remove(run.ExperimentId);
        }
        Changed?.Invoke(run, null);
    }
}
