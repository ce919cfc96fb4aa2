namespace WebLab.Contracts.Devices;

/// <summary>How fast a network trains on a processor whose cores runs share.</summary>
/// <param name="Network">The network with what its speed depends on: its input, the batch and the number format.</param>
/// <param name="Speeds">What was measured, or seen of runs.</param>
/// <param name="IsPrivate">Whether only private runs had that network, so that others are not told of it.</param>
public sealed record PlacementTable(string Network, IReadOnlyList<PlacementSpeed> Speeds, bool IsPrivate = false)
{
    /// <summary>How many numbers of threads there are speeds for; with fewer than two there is nothing to choose between.</summary>
    public int ThreadCounts() => Speeds.Select(speed => speed.Threads).Distinct().Count();
}

/// <summary>How fast a run trains beside others like it.</summary>
/// <param name="Threads">Threads of each.</param>
/// <param name="SideBySide">How many train at the same time, 1 for one alone.</param>
/// <param name="Seen">The last training images a second of one of them, evaluation left out, oldest first; one at least.</param>
public sealed record PlacementSpeed(int Threads, int SideBySide, IReadOnlyList<double> Seen)
{
    /// <summary>How many are kept.</summary>
    public const int MaxSeen = 5;

    /// <summary>Training images a second of one of them: the median of the last.</summary>
    public double ImagesPerSecond()
    {
        double[] sorted = [.. Seen.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}

/// <summary>Asks to measure a network on this machine's processor.</summary>
/// <param name="Network">The <see cref="PlacementTable.Network"/> of some run.</param>
public sealed record PlacementRequest(string Network);
