using WebLab.Contracts.Runs;

namespace WebLab.Server.Runs;

/// <summary>The queued runs in the order in which they start: first launched, first trained.</summary>
public sealed class RunQueue
{
    private static readonly Comparer<RunSummary> Order = Comparer<RunSummary>.Create((a, b) =>
        (a.CreatedAt, a.Index, a.Id).CompareTo((b.CreatedAt, b.Index, b.Id)));

    private readonly Lock _gate = new();
    private readonly SortedSet<RunSummary> _queued = new(Order);

    public RunQueue(RunStore runs)
    {
        foreach (var run in runs.All().Where(run => run.Status == RunStatus.Queued))
            _queued.Add(run);
        runs.Changed += Follow;
    }

    public RunSummary? First()
    {
        lock (_gate)
            return _queued.Min;
    }

    /// <summary>The first runs with their places in the queue.</summary>
    public IReadOnlyList<RunSummary> Head(int count)
    {
        lock (_gate)
            return [.. _queued.Take(count).Select((run, place) => run with { QueuePosition = place })];
    }

    /// <summary>The runs, those that are queued with their place.</summary>
    public IReadOnlyList<RunSummary> Place(IReadOnlyList<RunSummary> runs)
    {
        if (runs.All(run => run.Status != RunStatus.Queued))
            return runs;
        Dictionary<Guid, int> places;
        lock (_gate)
            places = _queued.Select((run, place) => (run.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        return [.. runs.Select(run => places.TryGetValue(run.Id, out var place) ? run with { QueuePosition = place } : run)];
    }

    private void Follow(RunSummary? before, RunSummary? after)
    {
        lock (_gate)
        {
            if (before is { Status: RunStatus.Queued })
                _queued.Remove(before);
            if (after is { Status: RunStatus.Queued })
                _queued.Add(after);
        }
    }
}
