using WebLab.Contracts.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>What each person's runs had of the devices in the last seven days.</summary>
public sealed class DeviceTimeStore(LabDatabase database, RunStore runs, WorkerStore workers, TimeProvider time)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly MirroredCollection<Guid, DeviceTime> _times = new(database, "deviceTimes", use => use.Id);

    /// <summary>Device hours of a person in the last seven days, those of the runs at work included.</summary>
    public double HoursOf(Guid ownerId)
    {
        var now = time.GetUtcNow();
        var from = now - Week;
        var past = _times
            .Values.Where(use => use.OwnerId == ownerId && use.To > from)
            .Sum(use => (use.To - Later(use.From, from)).TotalHours);
        return past
            + workers
                .All()
                .Where(worker => runs.Find(worker.RunId)?.OwnerId == ownerId)
                .Sum(worker => (now - (worker.TakenAt ?? now)).TotalHours);
    }

    /// <summary>A worker has done with its run.</summary>
    public void Add(WriteTransaction tx, RunSummary run, WorkerRecord worker)
    {
        var now = time.GetUtcNow();
        if (worker.TakenAt is not { } taken)
            return;
        // A clock that was set back gives no negative hours.
        _times.Save(tx, new(Guid.CreateVersion7(now), run.OwnerId, taken, Later(now, taken)));
        foreach (var old in _times.Values.Where(old => old.To < now - Week))
            _times.Delete(tx, old.Id);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
