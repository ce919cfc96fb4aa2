using WebLab.Contracts.Runs;
using WebLab.Server.Runs;

namespace WebLab.Server.Queue;

/// <summary>The queued runs in the order in which they start (<see cref="FairOrder"/>), kept up with the run store.</summary>
public sealed class RunQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, RunSummary> _queued = [];
    private readonly Dictionary<Guid, RunSummary> _handedOver = [];
    private readonly Dictionary<Guid, OwnerLoad> _loads = [];
    private IReadOnlyList<RunSummary>? _order;

    private readonly TimeProvider _time;

    public RunQueue(RunStore runs, TimeProvider time)
    {
        _time = time;
        foreach (var run in runs.All())
            Follow(null, run);
        runs.Changed += Follow;
    }

    /// <summary>All queued runs in order.</summary>
    public IReadOnlyList<RunSummary> All()
    {
        lock (_gate)
            return _order ??= FairOrder.Of(_queued.Values, _loads);
    }

    /// <summary>The runs that a cluster has and that wait there, with its reason, oldest first.</summary>
    public IReadOnlyList<RunSummary> HandedOver()
    {
        lock (_gate)
            return [.. _handedOver.Values.OrderBy(run => run.CreatedAt).ThenBy(run => run.Index)];
    }

    /// <summary>How many runs of a person wait.</summary>
    public int CountOf(Guid ownerId)
    {
        lock (_gate)
            return _queued.Values.Count(run => run.OwnerId == ownerId);
    }

    /// <summary>How many runs of a person workers have.</summary>
    public int ActiveOf(Guid ownerId)
    {
        lock (_gate)
            return _loads.GetValueOrDefault(ownerId)?.Active ?? 0;
    }

    /// <summary>The first runs with their positions in the queue.</summary>
    public IReadOnlyList<RunSummary> Head(int count) =>
        [.. All().Take(count).Select((run, position) => run with { QueuePosition = position })];

    /// <summary>The runs, those that are queued with their position.</summary>
    public IReadOnlyList<RunSummary> Place(IReadOnlyList<RunSummary> runs)
    {
        if (runs.All(run => run.Status != RunStatus.Queued))
            return runs;
        var positions = All().Select((run, position) => (run.Id, position)).ToDictionary(pair => pair.Id, pair => pair.position);
        return [.. runs.Select(run => positions.TryGetValue(run.Id, out var position) ? run with { QueuePosition = position } : run)];
    }

    private void Follow(RunSummary? before, RunSummary? after)
    {
        var (wasQueued, isQueued) = (before?.Status == RunStatus.Queued, after?.Status == RunStatus.Queued);
        var (wasActive, isActive) = (before?.Status.IsActive() == true, after?.Status.IsActive() == true);
        // Only of a run that waits for its machine is anything said while it starts.
        if (after is { Status: RunStatus.Starting, StatusDetail: not null })
        {
            lock (_gate)
                _handedOver[after.Id] = after;
        }
        else if (before is { Status: RunStatus.Starting, StatusDetail: not null })
        {
            lock (_gate)
                _handedOver.Remove(before.Id);
        }
        if (!wasQueued && !isQueued && wasActive == isActive)
            return;
        var run = (after ?? before)!;
        lock (_gate)
        {
            _order = null;
            if (isQueued)
                _queued[run.Id] = run;
            else
                _queued.Remove(run.Id);
            if (wasActive == isActive)
                return;
            var load = _loads.GetValueOrDefault(run.OwnerId) ?? OwnerLoad.None;
            _loads[run.OwnerId] = isActive ? new(load.Active + 1, _time.GetUtcNow()) : load with { Active = load.Active - 1 };
        }
    }
}
