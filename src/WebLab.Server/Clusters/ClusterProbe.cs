using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.Workers;

namespace WebLab.Server.Clusters;

/// <summary>A job that looks from a node at all that a run needs there.</summary>
/// <param name="folder">Its folder on the cluster.</param>
internal sealed class ClusterProbe(IClusterShell shell, Slurm slurm, ClusterSettings settings, string folder, TimeProvider time)
{
    private static readonly TimeSpan PatienceWithQueue = TimeSpan.FromMinutes(3),
        Glance = TimeSpan.FromSeconds(1);

    /// <summary>Writes what the job reads.</summary>
    public async Task Write(string worker, WorkerOrder order, CancellationToken stop)
    {
        await ClusterTester.Run(shell, "mkdir", ["-p", "-m", "700", folder], "mkdir", stop);
        var files = new Dictionary<string, byte[]>
        {
            ["probe.sh"] = SlurmUpload.Script("probe.sh"),
            ["modules"] = SlurmUpload.Lines(settings.Modules),
            ["prefix"] = SlurmUpload.Lines(settings.Prefix),
            ["command"] = SlurmUpload.Lines(WorkerCopy.Command(worker)),
            ["environment"] = SlurmUpload.Lines(JobEnvironment.Of(worker, settings)),
            ["hashes"] = SlurmUpload.Lines([HashedFolders.Marker(worker)]),
            [JobEnvironment.File] = await JobEnvironment.OfCommands(shell, stop),
            ["order.json"] = JsonSerializer.SerializeToUtf8Bytes(order, LabJson.Options),
        };
        foreach (var (name, content) in files)
            await shell.Write($"{folder}/{name}", stream => stream.WriteAsync(content, stop).AsTask(), stop);
    }

    /// <summary>Waits for what the job finds.</summary>
    /// <param name="job">Its number.</param>
    /// <param name="show">Hears why it waits.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<IReadOnlyDictionary<string, string>> Result(string job, Action<string> show, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        DateTimeOffset? gone = null;
        while (true)
        {
            var text = Encoding.UTF8.GetString(await shell.Read($"{folder}/result", 0, stop) ?? []);
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2));
            var found = lines.Where(line => line.Length == 2).DistinctBy(line => line[0]).ToDictionary(line => line[0], line => line[1]);
            if (found.GetValueOrDefault("module") is { } module)
                throw new ClusterException($"The module {module} cannot be loaded on {found["node"]}.");
            if (found.ContainsKey("end"))
                return found;
            var line = (await slurm.Jobs(stop)).FirstOrDefault(each => $"{each.ArrayId}" == job);
            show(line is { IsWaiting: true } ? $"It waits: {line.Reason}." : "");
            if (line is null or { IsWaiting: false, IsAtWork: false })
            {
                gone ??= time.GetUtcNow();
                if (time.GetUtcNow() - gone > SlurmVerdict.ExitFileDelay)
                    throw new ClusterException(
                        $"The job ended ({line?.State ?? "unknown"}{(line?.Reason.Length > 0 ? ", " + line.Reason : "")}) "
                            + $"and left nothing in {folder}."
                    );
            }
            if (time.GetElapsedTime(began) > PatienceWithQueue)
            {
                await slurm.Cancel([job], stop);
                throw new ClusterException(
                    $"The job has not ended within {PatienceWithQueue.TotalMinutes:0} minutes; Slurm says {line?.State ?? "nothing"}"
                        + $"{(line?.Reason.Length > 0 ? ": " + line.Reason : "")}."
                );
            }
            await Task.Delay(Glance, time, stop);
        }
    }

    /// <summary>A finding that is as it must be.</summary>
    public static Task<string> Finding(IReadOnlyDictionary<string, string> result, string name, string wanted, string otherwise) =>
        result.GetValueOrDefault(name) == wanted
            ? Task.FromResult($"Seen from {result.GetValueOrDefault("node")}.")
            : throw new ClusterException(otherwise);
}
