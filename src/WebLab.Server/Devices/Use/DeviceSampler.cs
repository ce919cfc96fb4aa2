using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Live;
using WebLab.Server.Runs;
using WebLab.Server.Workers;

namespace WebLab.Server.Devices.Use;

/// <summary>Looks every few seconds how busy the devices are and tells the browsers; while nobody looks, it rests.</summary>
public sealed class DeviceSampler(
    DeviceBoard board,
    RunStore runs,
    WorkerSupervisor supervisor,
    Broadcaster broadcaster,
    TimeProvider time,
    ILogger<DeviceSampler> logger
) : GuardedLoop("looking at the devices", time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private ProcessorReading? _earlier;

    /// <summary>What was last seen; empty before the first look.</summary>
    public IReadOnlyList<DeviceUse> Latest { get; private set; } = [];

    protected override async Task Turn(CancellationToken stop)
    {
        if (broadcaster.HasBrowsers)
        {
            Latest = await Look(stop);
            broadcaster.Tell(
                this,
                _ => true,
                (client, caller) => client.DevicesUsed(DeviceUsers.For(Latest, id => runs.Find(id) is { } run && caller.MaySee(run)))
            );
        }
        await Task.Delay(Interval, Time, stop);
    }

    private async Task<IReadOnlyList<DeviceUse>> Look(CancellationToken stop)
    {
        var all = board.Infos();
        var infos = all.Where(device => device.Place == DeviceInfo.Here).ToList();
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
            {
                IsMeasured = parts.Any(part => board.IsClosed(part.Id)),
            }
        );
        _earlier = now;
        uses.AddRange(all.Where(device => device.Place != DeviceInfo.Here).Select(Cluster));
        return uses;
    }

    private DeviceUse Cluster(DeviceInfo cluster)
    {
        var waiting = cluster.RunIds.Count(supervisor.IsWaiting);
        var jobs = $"{cluster.RunIds.Count} of at most {board.Find(cluster.Id)?.MaxRuns}, {waiting} waiting";
        var fault = supervisor.FaultOf(cluster.Place);
        return new(cluster.Id, cluster.Name, null, null, null, null, Users([cluster])) { Jobs = fault is null ? jobs : $"{jobs}. {fault}" };
    }

    private List<DeviceUser> Users(IEnumerable<DeviceInfo> devices) =>
        [
            .. devices
                .SelectMany(device => device.RunIds)
                .Select(runs.Find)
                .OfType<RunSummary>()
                .Select(run => new DeviceUser(run.Id, run.Name, run.ExperimentName, supervisor.MemoryOf(run.Id))),
        ];
}
