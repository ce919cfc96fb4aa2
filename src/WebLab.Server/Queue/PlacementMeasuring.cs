using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Background;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;

namespace WebLab.Server.Queue;

/// <summary>Measures a network on the processor when somebody asks and nothing trains there, so that nothing disturbs it: until it is
/// done no run starts there.</summary>
public sealed class PlacementMeasuring(
    PlacementProbe probe,
    PlacementTables tables,
    DeviceBoard board,
    NextRun next,
    BackgroundTasks tasks,
    ILogger<PlacementMeasuring> logger
)
{
    private readonly Lock _asking = new();
    private volatile RunSummary? _subject;
    private volatile PlacementFault? _fault;

    /// <summary>Raised when a measurement has ended.</summary>
    public event Action? Ended;

    /// <summary>The run whose network is measured now; null for none.</summary>
    public RunSummary? Subject => _subject;

    /// <summary>What was wrong with the last measurement; null for nothing.</summary>
    public PlacementFault? Fault => _fault;

    /// <summary>Begins to measure the network of a run.</summary>
    /// <returns>Why not, one sentence, or null.</returns>
    public string? Ask(RunSummary run)
    {
        if (board.Devices.FirstOrDefault(each => each.IsDivided) is not { } device)
            return "Runs do not divide a processor here: Scheduler:CpuWorkers or Scheduler:RunsPerDevice says how many share it, or there "
                + "is a GPU.";
        if (SizeClass.Of(run.Spec) is not { } network || !SizeClass.IsMeasured(network))
            return "A network whose images are augmented is not measured: what its runs show is what is known of it.";
        lock (_asking)
        {
            if (_subject is not null)
                return "A network is measured there now, which takes about half a minute; ask again when that is done.";
            if (next.Find() is (_, { IsDivided: true }) || !board.Close(device.Id))
                return "The processor is measured while nothing trains on it or is about to; ask again when its runs have ended.";
            (_subject, _fault) = (run, null);
        }
        tasks.Start("measuring how runs share the processor", () => Measure(run, network, device));
        return null;
    }

    private async Task Measure(RunSummary run, string network, Device device)
    {
        try
        {
            var (speeds, why) = await probe.Measure(run.Spec, device.Threads, DeviceBoard.Most(run, device), tasks.Stopping);
            tables.Measured(network, speeds, run.IsPrivate);
            _fault = why is null ? null : new(run, $"Not all was measured: {why}. What was is kept.");
        }
        catch (Exception error) when (!tasks.Stopping.IsCancellationRequested)
        {
            // Runs go on as where nothing is known.
            logger.LogWarning(error, "How runs of {Network} share the processor could not be measured.", network);
            var why = error is PlacementException ? error.Message : "the server's log says why";
            _fault = new(run, $"It could not be measured: {why}.");
        }
        finally
        {
            lock (_asking)
            {
                _subject = null;
                board.Open(device.Id);
            }
            Ended?.Invoke();
        }
    }
}

/// <summary>What was wrong with a measurement.</summary>
/// <param name="Run">The run whose network was measured.</param>
/// <param name="Sentence">What, and why.</param>
public sealed record PlacementFault(RunSummary Run, string Sentence);
