using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Server.Storage;

namespace WebLab.Server.Devices.Placements;

/// <summary>How fast each network trains on this machine's processor, by threads and by runs side by side: what was measured, and what
/// runs have shown since. It is kept with the machine's name; a store that has moved to another machine begins anew.</summary>
public sealed class PlacementTables
{
    // A lab goes through more sizes than it comes back to.
    private const int Most = 40;

    private readonly Lock _writing = new();
    private readonly string _path;
    private readonly string _machine = Sentence.Of($"{ProcessorFacts.Name}, {Environment.ProcessorCount} cores");
    private volatile IReadOnlyList<PlacementTable> _tables;

    public PlacementTables(StoreFolder store)
    {
        _path = store.Cached("placements.json");
        _tables = Read() ?? [];
    }

    /// <summary>The one that was last added to first.</summary>
    public IReadOnlyList<PlacementTable> All => _tables;

    public PlacementTable? Find(RunSpec spec) => SizeClass.Of(spec) is { } network ? Find(network) : null;

    /// <summary>A network was measured: what was known of it before was perhaps of a busier machine.</summary>
    public void Measured(string network, IReadOnlyList<PlacementSpeed> speeds, bool isPrivate)
    {
        lock (_writing)
            Keep(network, speeds, isPrivate);
    }

    /// <summary>A run has shown how fast it was.</summary>
    public void Seen(string network, int threads, int sideBySide, double imagesPerSecond, bool isPrivate)
    {
        lock (_writing)
        {
            var speeds = Find(network)?.Speeds ?? [];
            var before = speeds.FirstOrDefault(speed => (speed.Threads, speed.SideBySide) == (threads, sideBySide));
            var seen = (before?.Seen ?? []).Append(imagesPerSecond).TakeLast(PlacementSpeed.MaxSeen);
            Keep(network, [.. speeds.Where(speed => speed != before), new(threads, sideBySide, [.. seen])], isPrivate);
        }
    }

    private PlacementTable? Find(string network) => _tables.FirstOrDefault(table => table.Network == network);

    private void Keep(string network, IReadOnlyList<PlacementSpeed> speeds, bool isPrivate)
    {
        var table = new PlacementTable(
            network,
            [.. speeds.OrderBy(speed => speed.Threads).ThenBy(speed => speed.SideBySide)],
            isPrivate && Find(network) is null or { IsPrivate: true }
        );
        _tables = [table, .. _tables.Where(other => other.Network != network).Take(Most - 1)];
        try
        {
            File.WriteAllBytes(_path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(new Kept(_machine, _tables), LabJson.Options));
            File.Move(_path + ".tmp", _path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk: it is known until the next start.
        }
    }

    private IReadOnlyList<PlacementTable>? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(_path), LabJson.Tolerant) is { } kept && kept.Machine == _machine
                ? [.. kept.Tables.OfType<PlacementTable>().Select(Sensible).Where(table => table.Speeds.Count > 0)]
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Without what no run can have shown: the scheduler would fail at it each time.</summary>
    private static PlacementTable Sensible(PlacementTable table) =>
        table with
        {
            Speeds =
            [
                .. table.Speeds.Where(speed =>
                    speed is { Threads: > 0, SideBySide: > 0, Seen.Count: > 0 } && speed.Seen.All(seen => seen > 0 && double.IsFinite(seen))
                ),
            ],
        };

    private sealed record Kept(string Machine, IReadOnlyList<PlacementTable> Tables);
}
