using Microsoft.Extensions.Options;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;

namespace WebLab.Server.Queue;

/// <summary>
/// Decides when a network is measured on the processor: when a person asks, and before runs of one of which nothing is known and that
/// would take long. The scheduler does it between two starts and while nothing trains there, so that nothing disturbs it.
/// </summary>
public sealed class PlacementMeasuring(
    PlacementProbe probe,
    PlacementTables tables,
    DeviceBoard board,
    RunQueue queue,
    RunThreads threads,
    IOptions<DeviceOptions> options,
    ILogger<PlacementMeasuring> logger
)
{
    // Once: where it failed it would fail again, and hold every start up.
    private readonly HashSet<string> _tried = [];
    private volatile RunSummary? _asked;
    private volatile RunSummary? _measured;

    /// <summary>Raised when somebody asks.</summary>
    public event Action? Asked;

    /// <summary>The run whose network is measured now or next; null for none.</summary>
    public RunSummary? Subject => _measured ?? _asked;

    /// <summary>Asks to measure the network of a run.</summary>
    /// <returns>Why not, one sentence, or null.</returns>
    public string? Ask(RunSummary run)
    {
        if (Divided() is not { } device)
            return "Runs do not divide a processor here: Scheduler:CpuWorkers or Scheduler:RunsPerDevice says how many share it, or there "
                + "is a GPU.";
        if (board.Holders(device.Id).Count > 0)
            return "The processor is measured while nothing trains on it; ask again when its runs have ended.";
        _asked = run;
        Asked?.Invoke();
        return null;
    }

    /// <summary>Whether a run's network is to be measured before it starts.</summary>
    /// <param name="run">The run.</param>
    /// <param name="device">The device that it would have.</param>
    public bool IsWanted(RunSummary run, Device device)
    {
        if (
            !device.IsDivided
            || options.Value.SecondsToMeasure == 0
            || SizeClass.Of(run.Spec) is not { } network
            || tables.Find(run.Spec)?.ThreadCounts() > 1
            || _tried.Contains(network)
            || board.Holders(device.Id).Count > 0
            || threads.Kept(run, device) is not null
        )
            return false;
        var alike = queue.All().Select(waiting => waiting.Spec).Where(spec => SizeClass.Of(spec) == network).ToList();
        // Several share two cores with a thread each, whatever is measured.
        return (alike.Count == 1 || board.Find(device.Id)?.Threads > 2)
            && Throughput.Seconds(alike, [board.Infos().First(info => info.Id == device.Id)]) >= options.Value.SecondsToMeasure;
    }

    /// <summary>Measures what somebody has asked for, unless something trains by now.</summary>
    public async Task MeasureAsked(CancellationToken stop)
    {
        if (_asked is not { } run)
            return;
        if (Divided() is { } device && board.Holders(device.Id).Count == 0)
            await Measure(run, stop);
        Interlocked.CompareExchange(ref _asked, null, run);
    }

    public async Task Measure(RunSummary run, CancellationToken stop)
    {
        if (SizeClass.Of(run.Spec) is not { } network || Divided() is not { } device)
            return;
        _measured = run;
        _tried.Add(network);
        try
        {
            var speeds = await probe.Measure(run.Spec, device.Threads, DeviceBoard.Most(run, device), stop);
            tables.Measured(network, speeds, run.IsPrivate);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception error)
        {
            // Runs go on as where nothing is known.
            logger.LogWarning(error, "How runs of {Network} share the processor could not be measured.", network);
        }
        finally
        {
            _measured = null;
        }
    }

    private Device? Divided() => board.Devices.FirstOrDefault(device => device.IsDivided);
}
