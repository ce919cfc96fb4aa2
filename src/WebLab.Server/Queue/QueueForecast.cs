using WebLab.Contracts.Devices;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Accounts;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Use;
using WebLab.Server.Runs;

namespace WebLab.Server.Queue;

/// <summary>The queue as it is shown: places, needs and expected starts. Before it stand the runs that wait in a cluster.</summary>
public sealed class QueueForecast(RunQueue queue, RunStore runs, DeviceBoard board, QueueLimits limits, TimeProvider time)
{
    /// <summary>A cluster may take thousands, and when it starts them is its own to say.</summary>
    private const int MostSlots = 64;

    public (IReadOnlyList<QueueEntry> Entries, int Total) Page(Caller caller, int skip, int take)
    {
        var order = queue.All();
        var now = time.GetUtcNow();
        var devices = DeviceApi.Measured(board, runs);
        var slots = devices.SelectMany(device => Slots(device, order, now)).ToList();
        var usual = slots.Count > 0 ? slots[0].Device : null;
        var starts = StartEstimate.Of(order, slots.ConvertAll(slot => slot.Device), slots.ConvertAll(slot => slot.FreeAt));
        var handedOver = queue.HandedOver();
        var first = Math.Max(0, skip - handedOver.Count);
        var room = take - Math.Clamp(handedOver.Count - skip, 0, take);
        var waiting = order.Skip(first).Take(room).Select(run => run.OwnerId).Distinct().ToDictionary(owner => owner, limits.Waiting);
        return (
            [
                .. handedOver
                    .Skip(skip)
                    .Take(take)
                    .Select(run => Entry(run, null, run.StatusDetail, usual, caller) with { IsHandedOver = true }),
                .. order
                    .Select((run, place) => (run, start: starts[place]))
                    .Skip(first)
                    .Take(room)
                    .Select(pair => Entry(pair.run, pair.start, Waiting(pair.run, waiting), usual, caller)),
            ],
            handedOver.Count + order.Count
        );
    }

    /// <summary>The places of a device, and when each is expected to be free.</summary>
    private IEnumerable<(DeviceInfo Device, DateTimeOffset FreeAt)> Slots(
        DeviceInfo device,
        IReadOnlyList<RunSummary> order,
        DateTimeOffset now
    )
    {
        // Those that wait come first: they are what is placed.
        var specs = order
            .Where(run => run.Place is null || run.Place == device.Place)
            .Take(device.Cores)
            .Concat(device.RunIds.Select(runs.Find).OfType<RunSummary>())
            .Select(run => run.Spec);
        var places = Throughput.Places(device, [.. specs]);
        var count = device.Cores > 0 ? Math.Max(places.Count, device.RunIds.Count) : board.Find(device.Id)?.MaxRuns ?? 1;
        return Enumerable
            .Range(0, Math.Clamp(count, 1, MostSlots))
            .Select(slot => (places[0], slot < device.RunIds.Count ? EndOf(device.RunIds[slot], device, now) : now));
    }

    private string? Waiting(RunSummary run, Dictionary<Guid, string?> waiting) =>
        waiting[run.OwnerId] ?? (board.Has(run.Place) ? null : $"{run.Place}, where it is to be trained, is switched off.");

    private static QueueEntry Entry(
        RunSummary run,
        DateTimeOffset? start,
        string? waiting,
        DeviceInfo? device,
        Caller caller
    )
    {
        // Others see that a private run waits before theirs, and no more of it.
        if (!caller.MaySee(run))
            return new(
                Guid.Empty,
                "A private run",
                Guid.Empty,
                "",
                Guid.Empty,
                "",
                0,
                run.GivenQueuePosition is not null,
                0,
                0,
                waiting is null ? start : null,
                null
            );
        return new(
            run.Id,
            run.Name,
            run.ExperimentId,
            run.ExperimentName,
            run.OwnerId,
            run.Owner,
            run.Priority,
            run.GivenQueuePosition is not null,
            MemoryNeed.Bytes(run.Spec, device?.IsGpu() == true, device?.MemoryBytes),
            device is null ? 0 : StartEstimate.SecondsLeft(run, device),
            waiting is null ? start : null,
            waiting
        );
    }

    private DateTimeOffset EndOf(Guid runId, DeviceInfo device, DateTimeOffset now)
    {
        if (runs.Find(runId) is not { } run)
            return now;
        var left = run.Progress?.SecondsLeft is { } seconds && double.IsFinite(seconds) ? seconds : Throughput.Seconds(run.Spec, device);
        return now + TimeSpan.FromSeconds(Math.Clamp(left, 0, 1e8));
    }
}
