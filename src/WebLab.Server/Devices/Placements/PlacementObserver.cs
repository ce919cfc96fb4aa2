using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Runs;

namespace WebLab.Server.Devices.Placements;

/// <summary>Learns from runs how fast networks train: from the epochs of a run on a divided processor in which the same others like it, and
/// nothing else, trained beside it.</summary>
public sealed class PlacementObserver(DeviceBoard board, RunStore runs, PlacementTables tables)
{
    // A follower's changes come one after the other.
    private readonly Dictionary<Guid, Watched> _watched = [];

    public Task Follow(RunChange change)
    {
        if (change.After is { Status: RunStatus.Running, Progress: { } progress } run)
        {
            if (!_watched.TryGetValue(run.Id, out var watched))
                _watched[run.Id] = watched = new() { Epoch = progress.Epoch, Version = board.Version };
            else if (progress.Epoch > watched.Epoch)
                See(run, progress, watched);
        }
        else if (_watched.Remove(change.Run.Id, out var seen) && SizeClass.Of(change.Run.Spec) is { } network)
        {
            foreach (var (beside, speeds) in seen.Speeds)
                tables.Seen(
                    network,
                    beside.Threads,
                    beside.SideBySide,
                    speeds.Order().ElementAt(speeds.Count / 2),
                    change.Run.IsPrivate
                );
        }
        return Task.CompletedTask;
    }

    /// <summary>An epoch has ended; its speed is told with the progress. The first, in which all is loaded, is left out.</summary>
    private void See(RunSummary run, RunProgress progress, Watched watched)
    {
        var version = board.Version;
        if (watched.Version == version && watched.Epoch > 1 && progress.ImagesPerSecond > 0 && Beside(run) is { } beside)
        {
            if (!watched.Speeds.TryGetValue(beside, out var speeds))
                watched.Speeds[beside] = speeds = [];
            speeds.Add(progress.ImagesPerSecond);
        }
        (watched.Epoch, watched.Version) = (progress.Epoch, version);
    }

    /// <summary>A run's threads and how many like it share the processor; null where others do, or more than there are cores for.</summary>
    private (int Threads, int SideBySide)? Beside(RunSummary run)
    {
        if (
            SizeClass.Of(run.Spec) is not { } network
            || board.Devices.FirstOrDefault(each => each.IsDivided) is not { } device
            || board.Holders(device.Id) is not [var (_, threads), ..] holders
            || holders.All(holder => holder.RunId != run.Id)
            || holders.Count * threads > device.Threads
        )
            return null;
        return holders.All(holder =>
            holder.Threads == threads && runs.Find(holder.RunId) is { } other && SizeClass.Of(other.Spec) == network
        )
            ? (threads, holders.Count)
            : null;
    }

    private sealed class Watched
    {
        public int Epoch { get; set; }

        public long Version { get; set; }

        public Dictionary<(int Threads, int SideBySide), List<double>> Speeds { get; } = [];
    }
}
