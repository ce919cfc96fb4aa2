using System.Collections.Concurrent;
using LiteDB;
using WebLab.Contracts.Runs;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Devices;

/// <summary>What each person's runs had of the devices in the last seven days.</summary>
public sealed class DeviceTimeStore(LabDatabase database, RunStore runs, WorkerStore workers, TimeProvider time)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly JsonCollection<DeviceTime> _collection = new("deviceTimes");
    private readonly ConcurrentDictionary<Guid, DeviceTime> _times = new(
        new JsonCollection<DeviceTime>("deviceTimes").All(database).ToDictionary(use => use.Id)
    );

    /// <summary>Device hours of a person in the last seven days, those of the runs at work included.</summary>
    public double HoursOf(Guid ownerId)
    {
        var now = time.GetUtcNow();
        var from = now - Week;
        var past = _times
            .Values.Where(use => use.OwnerId == ownerId && use.To > from)
            .Sum(use => (use.To - Later(use.From, from)).TotalHours);
        return past
            + workers.All().Where(worker => runs.Find(worker.RunId)?.OwnerId == ownerId).Sum(worker => (now - worker.TakenAt).TotalHours);
    }

    /// <summary>Part of a write job: a worker has done with its run.</summary>
    public void Add(LiteDatabase writing, RunSummary run, WorkerRecord worker)
    {
        var now = time.GetUtcNow();
        // A clock that was set back gives no negative hours.
        var use = new DeviceTime(Guid.CreateVersion7(now), run.OwnerId, worker.TakenAt, Later(now, worker.TakenAt));
        _collection.Save(writing, use.Id, use);
        _times[use.Id] = use;
        foreach (var old in _times.Values.Where(old => old.To < now - Week))
        {
            _collection.Delete(writing, old.Id);
            _times.TryRemove(old.Id, out _);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
