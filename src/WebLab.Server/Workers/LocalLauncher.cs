using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using WebLab.Server.Background;
using WebLab.Server.Catalogue;
using WebLab.Server.Devices;

namespace WebLab.Server.Workers;

/// <summary>
/// Starts workers on this machine, and keeps one spare a device, two for a divided one: a process that has loaded .NET and libtorch
/// (about a second and a half) and waits for an order, so that the first point comes soon after the click.
/// </summary>
public sealed class LocalLauncher(IOptions<WorkerOptions> options, IOptions<DeviceOptions> devices, BackgroundTasks tasks) : IWorkerLauncher
{
    private static readonly TimeSpan PatienceWithSpares = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, LocalWorker> _spares = new();

    public string Name => Device.Local;

    public IReadOnlyList<Device> Devices { get; } =
        DeviceFinder.Find(Path.GetDirectoryName(options.Value.Find())!, devices.Value, Environment.ProcessorCount);

    public IWorker Take(Device device)
    {
        foreach (var place in Places(device))
        {
            if (!_spares.TryRemove(place, out var spare))
                continue;
            if (!spare.Exited.IsCompleted)
                return spare;
            tasks.Start("clearing a spare worker away", () => spare.DisposeAsync().AsTask());
        }
        return Start(device);
    }

    public void Warm(Device device)
    {
        foreach (var place in Places(device).Where(place => !_spares.ContainsKey(place)))
        {
            var spare = Start(device);
            if (!_spares.TryAdd(place, spare))
                tasks.Start("clearing a spare worker away", () => End(spare));
        }
    }

    public IWorker? Find(string handle) => LocalWorker.Find(handle);

    public async Task Stop()
    {
        foreach (var (deviceId, _) in _spares)
        {
            if (_spares.TryRemove(deviceId, out var spare))
                await End(spare);
        }
    }

    public static string DotNet() =>
        Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";

    private static async Task End(LocalWorker spare)
    {
        await spare.Stop(PatienceWithSpares);
        await spare.DisposeAsync();
    }

    // Most launches are of two runs at least, true against random labels.
    private static IEnumerable<string> Places(Device device) => device.IsDivided ? [device.Id, device.Id + "+"] : [device.Id];

    private LocalWorker Start(Device device)
    {
        var start = Command(options.Value, "worker");
        foreach (var (name, value) in device.Environment)
            start.Environment[name] = value;
        start.Environment["OMP_NUM_THREADS"] = device.Threads.ToString(CultureInfo.InvariantCulture);
        return new(start);
    }

    /// <summary>A process of the trainer on this machine.</summary>
    public static ProcessStartInfo Command(WorkerOptions options, params string[] arguments)
    {
        var program = options.Find();
        var start = new ProcessStartInfo(DotNet(), [program, .. arguments]) { WorkingDirectory = Path.GetDirectoryName(program)! };
        // OpenMP's threads spin while they wait, which takes the cores from the server, the browser and the other worker: so long and no
        // longer (docs/performance.md).
        start.Environment["GOMP_SPINCOUNT"] = "1000";
        foreach (var (name, value) in WorkerExtensions.Variables(options.Extensions))
            start.Environment[name] = value;
        // Each step frees and takes the same tensors: a heap that gives their pages back to the system and gets them again spends up to
        // half of the time in the kernel (docs/performance.md).
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "134217728";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "1000000000";
        return start;
    }
}
