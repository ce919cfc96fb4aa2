using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Runs;

namespace WebLab.Server.Queue;

/// <summary>How many threads a run has on a processor that runs divide among them.</summary>
public sealed class RunThreads(RunStore runs, DeviceBoard board, PlacementTables tables)
{
    /// <summary>The threads that it must have, or those with which it and the runs beside it end soonest.</summary>
    /// <param name="run">The run.</param>
    /// <param name="device">A divided processor.</param>
    /// <param name="most">How many runs may go side by side, it among them.</param>
    public int Of(RunSummary run, Device device, int most) =>
        Kept(run, device) ?? RunPlacement.Choose(tables.Find(run.Spec), device.Threads, most).Threads;

    /// <summary>
    /// The threads that a run must have, since a curve on a processor depends on them: those that it had before it was paused or
    /// interrupted, those of the run whose network it goes on with, else those of the other runs of its experiment, beside which it is
    /// looked at. Null when it may have any.
    /// </summary>
    public int? Kept(RunSummary run, Device device)
    {
        var kept = Had(run, device) ?? (run.Origin is { } origin && runs.Find(origin.RunId) is { } before ? Had(before, device) : null);
        if (kept is null && SizeClass.Of(run.Spec) is { } network)
        {
            // A run that was resumed may have its old worker still.
            var atWork = board.Holders(device.Id).DistinctBy(holder => holder.RunId).ToDictionary();
            kept = runs.Of(run.ExperimentId)
                .Where(other => other.Id != run.Id && (other.Facts is not null || atWork.ContainsKey(other.Id)))
                .Where(other => SizeClass.Of(other.Spec) == network)
                .Select(other => atWork.TryGetValue(other.Id, out var threads) ? threads : Had(other, device))
                .FirstOrDefault(threads => threads is not null);
        }
        return kept is { } had ? Math.Clamp(had, 1, device.Threads) : null;
    }

    /// <summary>The threads that a run had on a processor here; of one that may have been trained on a cluster's, which has cores of its
    /// own, no more than leave room for another.</summary>
    private int? Had(RunSummary run, Device device) =>
        run.Facts is not { Device: "cpu", Threads: > 0 and var threads } || run.Place is not (null or Device.Local) ? null
        : run.Place == Device.Local || board.Devices.All(each => each.IsHere) ? threads
        : RunPlacement.CoresOf(threads, device.Threads);
}
