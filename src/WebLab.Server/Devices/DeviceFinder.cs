using System.Diagnostics;
using System.Globalization;
using WebLab.Server.Queue;

namespace WebLab.Server.Devices;

/// <summary>Finds what can be trained on, without loading libtorch into the server.</summary>
public static class DeviceFinder
{
    /// <param name="workerFolder">The worker's folder: only a worker that was built with CUDA can use a GPU.</param>
    /// <param name="options">How many workers share the cores, and what runs may take.</param>
    /// <param name="cores">The machine's cores.</param>
    public static IReadOnlyList<Device> Find(string workerFolder, SchedulerOptions options, int cores)
    {
        var gpus = HasCuda(workerFolder) ? Gpus(options.RunsPerDevice) : [];
        var workers = options.CpuWorkers ?? (gpus.Count > 0 ? 0 : Math.Min(2, cores));
        var threads = Math.Max(1, cores / Math.Max(1, workers));
        var memory = options.CpuMemoryMegabytes * 1_000_000 ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var cpus = Enumerable
            .Range(0, workers)
            .Select(i => new Device(
                $"cpu-{i}",
                workers == 1 ? $"CPU, {Threads(threads)}" : $"CPU, part {i + 1} of {workers}, {Threads(threads)}",
                "cpu",
                threads,
                memory,
                options.RunsPerDevice
            ));
        return [.. gpus, .. cpus];
    }

    private static long? Bytes(string mebibytes) =>
        long.TryParse(mebibytes, CultureInfo.InvariantCulture, out var known) ? known * 1_048_576 : null;

    private static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static bool HasCuda(string workerFolder) =>
        Directory.EnumerateFiles(workerFolder, "*torch_cuda*", SearchOption.AllDirectories).Any();

    private static List<Device> Gpus(int runsPerDevice)
    {
        try
        {
            using var query = Process.Start(
                new ProcessStartInfo("nvidia-smi", "--query-gpu=index,memory.total,name --format=csv,noheader,nounits")
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var output = query.StandardOutput.ReadToEnd();
            query.WaitForExit();
            return query.ExitCode != 0
                ? []
                :
                [
                    .. output
                        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => line.Split(',', 3, StringSplitOptions.TrimEntries))
                        .Select(fields => new Device(
                            $"cuda-{fields[0]}",
                            $"{fields[2]}, GPU {fields[0]}",
                            $"cuda:{fields[0]}",
                            2,
                            Bytes(fields[1]),
                            runsPerDevice
                        )),
                ];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
