using WebLab.Contracts.Runs;
using WebLab.Server.Devices;

namespace WebLab.Server.Queue;

/// <summary>Chooses the run that starts next.</summary>
public sealed class NextRun(RunQueue queue, QueueLimits limits, DeviceBoard board, RunThreads threads)
{
    /// <summary>
    /// The first run that may start, with its device and, of a divided one, its threads there; without one when it needs more memory than
    /// any device has. A run that fits no device that is free keeps the ones that it would fit: those behind it do not take them, or a
    /// large run would wait for ever while small ones pass.
    /// </summary>
    /// <returns>Null when none may start now.</returns>
    public (RunSummary Run, Device? Device)? Find()
    {
        var open = board.Devices.Where(device => !board.IsClosed(device.Id)).ToList();
        var mayStart = new Dictionary<Guid, bool>();
        foreach (var run in queue.All())
        {
            if (open.Count == 0)
                return null;
            // A cluster that is switched off may be there again.
            if (!MayStart(run) || !board.Has(run.Place))
                continue;
            var fitting = board.Fitting(run);
            if (fitting.Count == 0)
                return (run, null);
            var asked = open.Intersect(fitting).Select(device => device.IsDivided ? Divided(run, device) : device).ToList();
            if ((board.Free(run, asked) ?? board.Shared(run, asked, CountWaiting)) is { } device)
                return (run, device);
            open.RemoveAll(fitting.Contains);
        }
        return null;

        Device Divided(RunSummary run, Device device) =>
            device with
            {
                Threads = threads.Of(run, device, Math.Min(SideBySide(device), DeviceBoard.Most(run, device))),
            };

        // As many as there are cores tell all.
        int SideBySide(Device device)
        {
            var count = board.Holders(device.Id).Count;
            var active = new Dictionary<Guid, int>();
            foreach (var run in Waiting())
            {
                if (count >= device.Threads)
                    break;
                var ofOwner = active[run.OwnerId] = active.GetValueOrDefault(run.OwnerId, queue.ActiveOf(run.OwnerId)) + 1;
                if (limits.Allows(ofOwner))
                    count++;
            }
            return Math.Max(1, count);
        }

        int CountWaiting(int most) => Waiting().Take(most).Count();

        IEnumerable<RunSummary> Waiting() => queue.All().Where(run => run.Place is null or Device.Local && MayStart(run));

        bool MayStart(RunSummary run)
        {
            if (!mayStart.TryGetValue(run.OwnerId, out var may))
                mayStart[run.OwnerId] = may = limits.Waiting(run.OwnerId) is null;
            return may;
        }
    }
}
