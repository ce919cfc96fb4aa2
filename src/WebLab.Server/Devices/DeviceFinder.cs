namespace WebLab.Server.Devices;

/// <summary>Finds what can be trained on, without loading libtorch into the server.</summary>
public static class DeviceFinder
{
    /// <param name="workerFolder">The worker's folder: only a worker that was built with CUDA can use a GPU.</param>
    /// <param name="options">How many workers share the cores, and what runs may take.</param>
    /// <param name="cores">The machine's cores.</param>
    public static IReadOnlyList<Device> Find(string workerFolder, DeviceOptions options, int cores)
    {
        var gpus = HasCuda(workerFolder) ? Gpus(options.RunsPerDevice) : [];
        var memory = options.CpuMemoryMegabytes * 1_000_000 ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        // Who says how many runs share the processor gets so many.
        if (options is { CpuWorkers: null, RunsPerDevice: 1 } && gpus.Count == 0 && cores > 1)
            return [new("cpu-0", $"CPU, {cores} cores", "cpu", cores, memory) { IsDivided = true }];
        var workers = options.CpuWorkers ?? (gpus.Count > 0 ? 0 : Math.Min(2, cores));
        var threads = Math.Max(1, cores / Math.Max(1, workers));
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

    private static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static bool HasCuda(string workerFolder) =>
        Directory.EnumerateFiles(workerFolder, "*torch_cuda*", SearchOption.AllDirectories).Any();

    // Once, while the server is put together, where nothing can be awaited.
    private static IReadOnlyList<Device> Gpus(int runsPerDevice) =>
        NvidiaSmi.Query(GpuList.Query, CancellationToken.None).GetAwaiter().GetResult() is { } output
            ? GpuList.Read(output, Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES"), runsPerDevice)
            : [];
}
