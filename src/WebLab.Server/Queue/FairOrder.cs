using WebLab.Contracts.Runs;

namespace WebLab.Server.Queue;

/// <summary>
/// The order of the queue. First come the runs that an administrator has placed, in their places. The others go round by owner: whoever has
/// the fewest runs at work is next, and of those the one whose last run started longest ago; of that person's runs the one of the highest
/// priority, then the oldest. Nobody's priority moves anyone else's run.
/// </summary>
public static class FairOrder
{
    private static readonly Comparer<RunSummary> OwnersOrder = Comparer<RunSummary>.Create(
        (a, b) => (-a.Priority, a.CreatedAt, a.Index, a.Id).CompareTo((-b.Priority, b.CreatedAt, b.Index, b.Id))
    );

    public static IReadOnlyList<RunSummary> Of(IReadOnlyCollection<RunSummary> queued, IReadOnlyDictionary<Guid, OwnerLoad> loads)
    {
        var order = queued
            .Where(run => run.GivenQueuePosition is not null)
            .OrderBy(run => run.GivenQueuePosition)
            .ThenBy(run => run, OwnersOrder)
            .ToList();
        var waiting = queued
            .Where(run => run.GivenQueuePosition is null)
            .GroupBy(run => run.OwnerId)
            .ToDictionary(runs => runs.Key, runs => new Queue<RunSummary>(runs.Order(OwnersOrder)));

        var next = new PriorityQueue<Guid, (int Turns, long Served, DateTimeOffset Oldest, Guid Owner)>();
        foreach (var (owner, runs) in waiting)
        {
            var load = loads.GetValueOrDefault(owner) ?? OwnerLoad.None;
            // A placed run is a turn too.
            next.Enqueue(
                owner,
                (load.Active + order.Count(run => run.OwnerId == owner), load.LastStart?.Ticks ?? 0, runs.Min(run => run.CreatedAt), owner)
            );
        }
        // Later than every real start: whoever had a turn in this order comes after all who had none.
        var now = DateTimeOffset.MaxValue.Ticks;
        while (next.TryDequeue(out var owner, out var turn))
        {
            order.Add(waiting[owner].Dequeue());
            if (waiting[owner].Count > 0)
                next.Enqueue(owner, (turn.Turns + 1, now++, turn.Oldest, owner));
        }
        return order;
    }
}
