using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using WebLab.Server.Devices;

namespace WebLab.Server.Workers;

/// <summary>
/// Starts workers on this machine, and keeps one spare a device: a process that has loaded .NET and libtorch (about a second and a
/// half) and waits for an order, so that the first point comes soon after the click.
/// </summary>
public sealed class LocalWorkerLauncher(IOptions<WorkerOptions> options)
{
    private readonly ConcurrentDictionary<string, LocalWorker> _spares = new();

    /// <summary>A worker that waits for its order.</summary>
    public LocalWorker Take(Device device)
    {
        if (_spares.TryRemove(device.Id, out var spare))
        {
            if (!spare.Exited.IsCompleted)
                return spare;
            spare.Dispose();
        }
        return Start(device);
    }

    /// <summary>Sees to it that a spare worker waits.</summary>
    public void Warm(Device device)
    {
        if (_spares.ContainsKey(device.Id))
            return;
        var spare = Start(device);
        if (!_spares.TryAdd(device.Id, spare))
            _ = spare.Stop(TimeSpan.Zero);
    }

    public async Task StopSpares()
    {
        foreach (var (deviceId, _) in _spares)
        {
            if (_spares.TryRemove(deviceId, out var spare))
            {
                await spare.Stop(TimeSpan.FromSeconds(1));
                spare.Dispose();
            }
        }
    }

    private LocalWorker Start(Device device)
    {
        var program = options.Value.Find();
        var start = new ProcessStartInfo(DotNet(), [program, "worker"]) { WorkingDirectory = Path.GetDirectoryName(program)! };
        start.Environment["OMP_NUM_THREADS"] = device.Threads.ToString(CultureInfo.InvariantCulture);
        // OpenMP's threads spin while they wait, which takes the cores from the server, the browser and the other worker.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        start.Environment["WEBLAB_EXTENSIONS"] = options.Value.Extensions;
        // Each step frees and takes the same tensors: a heap that gives their pages back to the system and gets them again spends up to
        // half
        // of the time in the kernel (docs/performance.md).
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "134217728";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "1000000000";
        return new(start);
    }

    public static string DotNet() =>
        Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
}
