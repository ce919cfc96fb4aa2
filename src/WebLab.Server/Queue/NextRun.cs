using WebLab.Contracts.Runs;
using WebLab.Server.Devices;

namespace WebLab.Server.Queue;

/// <summary>Chooses the run that starts next.</summary>
public sealed class NextRun(RunQueue queue, QueueLimits limits, DeviceBoard board)
{
    /// <summary>
    /// The first run that may start, with its device; without one when it needs more memory than any device has. A run that fits no device
    /// that is free keeps the ones that it would fit: those behind it do not take them, or a large run would wait for ever while small ones
    /// pass.
    /// </summary>
    /// <returns>Null when none may start now.</returns>
    public (RunSummary Run, Device? Device)? Find()
    {
        var open = board.Devices.ToList();
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
            var asked = open.Intersect(fitting);
            if ((board.Free(run, asked) ?? board.Shared(run, asked, CountWaiting)) is { } device)
                return (run, device);
            open.RemoveAll(fitting.Contains);
        }
        return null;

        bool MayStart(RunSummary run)
        {
            if (!mayStart.TryGetValue(run.OwnerId, out var may))
                mayStart[run.OwnerId] = may = limits.Waiting(run.OwnerId) is null;
            return may;
        }

        int CountWaiting(int most) => queue.All().Where(run => run.Place is null or Device.Local && MayStart(run)).Take(most).Count();
    }
}
