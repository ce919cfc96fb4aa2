using System.Diagnostics;

namespace WebLab.Server.Devices;

/// <summary>Finds what can be trained on, without loading libtorch into the server.</summary>
public static class DeviceFinder
{
    /// <param name="workerFolder">The worker's folder: only a worker that was built with CUDA can use a GPU.</param>
    /// <param name="cpuWorkers">Workers to share the cores; null for two on a machine without a GPU, none beside one.</param>
    /// <param name="cores">The machine's cores.</param>
    public static IReadOnlyList<Device> Find(string workerFolder, int? cpuWorkers, int cores)
    {
        var gpus = HasCuda(workerFolder) ? Gpus() : [];
        var workers = cpuWorkers ?? (gpus.Count > 0 ? 0 : Math.Min(2, cores));
        var threads = Math.Max(1, cores / Math.Max(1, workers));
        var cpus = Enumerable.Range(0, workers).Select(i => new Device(
            $"cpu-{i}", workers == 1 ? $"CPU, {Threads(threads)}" : $"CPU, part {i + 1} of {workers}, {Threads(threads)}", "cpu", threads));
        return [.. gpus, .. cpus];
    }

    private static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static bool HasCuda(string workerFolder) =>
        Directory.EnumerateFiles(workerFolder, "*torch_cuda*", SearchOption.AllDirectories).Any();

    private static List<Device> Gpus()
    {
        try
        {
            using var query = Process.Start(new ProcessStartInfo("nvidia-smi", "--query-gpu=index,name --format=csv,noheader")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = query.StandardOutput.ReadToEnd();
            query.WaitForExit();
            return query.ExitCode != 0 ? [] : [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(',', 2, StringSplitOptions.TrimEntries))
                .Select(fields => new Device($"cuda-{fields[0]}", $"{fields[1]}, GPU {fields[0]}", $"cuda:{fields[0]}", 2))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
