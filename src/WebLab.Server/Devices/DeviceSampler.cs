using System.Diagnostics;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Server.Live;
using WebLab.Server.Runs;
using WebLab.Server.Workers;

namespace WebLab.Server.Devices;

/// <summary>Looks every few seconds how busy the devices are and tells the browsers; while nobody looks, it rests.</summary>
public sealed class DeviceSampler(DeviceBoard board, RunStore runs, WorkerStore workers, Broadcaster broadcaster, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private ProcessorReading? _earlier;

    /// <summary>What was last seen; empty before the first look.</summary>
    public IReadOnlyList<DeviceUse> Latest { get; private set; } = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                if (!broadcaster.HasBrowsers)
                    continue;
                Latest = await Look(stoppingToken);
                broadcaster.Tell(
                    this,
                    _ => true,
                    (client, caller) => client.DevicesUsed(DeviceUsers.For(Latest, id => runs.Find(id) is { } run && caller.MaySee(run)))
                );
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task<IReadOnlyList<DeviceUse>> Look(CancellationToken stop)
    {
        var infos = board.Infos();
        var uses = new List<DeviceUse>();
        var gpus = infos.Where(device => device.IsGpu()).ToList();
        if (gpus.Count > 0)
        {
            var readings = (await GpuReading.Take(stop)).ToDictionary(reading => $"cuda-{reading.Index}");
            uses.AddRange(
                gpus.Select(gpu =>
                    readings.GetValueOrDefault(gpu.Id) is { } reading
                        ? new DeviceUse(
                            gpu.Id,
                            gpu.Name,
                            reading.Utilisation,
                            reading.MemoryUsed,
                            reading.MemoryTotal,
                            reading.Temperature,
                            Users([gpu])
                        )
                        : new(gpu.Id, gpu.Name, null, null, null, null, Users([gpu]))
                )
            );
        }
        var parts = infos.Where(device => !device.IsGpu()).ToList();
        var now = ProcessorReading.Take();
        uses.Add(
            new(
                parts.Count > 0 ? parts[0].Id : "cpu",
                Environment.ProcessorCount == 1 ? "CPU, 1 core" : $"CPU, {Environment.ProcessorCount} cores",
                now?.UtilisationSince(_earlier),
                now?.MemoryUsed,
                now?.MemoryTotal,
                now?.Temperature,
                Users(parts)
            )
        );
        _earlier = now;
        return uses;
    }

    private List<DeviceUser> Users(IEnumerable<DeviceInfo> devices) =>
        [
            .. devices
                .SelectMany(device => device.RunIds)
                .Select(runs.Find)
                .OfType<RunSummary>()
                .Select(run => new DeviceUser(run.Id, run.Name, run.ExperimentName, Memory(run.Id))),
        ];

    private long? Memory(Guid runId)
    {
        if (workers.Find(runId) is not { } worker)
            return null;
        try
        {
            using var process = Process.GetProcessById(worker.ProcessId);
            return process.WorkingSet64;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
