using System.Formats.Tar;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.LabelAudits;
using WebLab.Server.Runs;

namespace WebLab.Server.Clusters;

/// <summary>What an array needs on the cluster before it is submitted: the worker, what its runs read, and a folder of its own.</summary>
internal sealed class SlurmUpload(ClusterConnection connection, WorkerCopy copy, DataCopy data, RunStore runs, ClusterNotes notes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends it for those of the workers that have not ended; when all of them have, it is broken off.</summary>
    public async Task Send(SlurmArray array, IReadOnlyList<SlurmWorker> workers, ClusterSettings settings, CancellationToken stop)
    {
        var shell = connection.Shell;
        var worker = await SendShared(shell, workers, settings, stop);
        if (worker is null || workers.All(each => each.Ended.IsCompleted))
            return;
        var environment = await JobEnvironment.OfCommands(shell, stop);
        await Do(shell, "mkdir", ["-p", "-m", "700", array.Folder], stop);
        await Do(shell, "tar", ["-xf", "-", "--no-same-owner", "-C", array.Folder], stop, stream =>
            Pack(stream, workers, worker, environment, settings, stop)
        );
    }

    private async Task Pack(
        Stream stream,
        IReadOnlyList<SlurmWorker> workers,
        string worker,
        byte[] environment,
        ClusterSettings settings,
        CancellationToken stop
    )
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await Add("launch.sh", Script("launch.sh"));
        await Add(JobEnvironment.File, environment);
        await Add("environment", Lines(JobEnvironment.Of(worker, settings)));
        await Add("modules", Lines(settings.Modules));
        await Add("prefix", Lines(settings.Prefix));
        await Add("command", Lines(WorkerCopy.Command(worker)));
        await Add("scontrol", Lines([connection.Slurm.Command("scontrol")]));
        foreach (var each in workers.Where(each => !each.Ended.IsCompleted))
        {
            var folder = each.Index.ToString(CultureInfo.InvariantCulture);
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, folder)
                {
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                },
                stop
            );
            await Add(
                $"{folder}/order.json",
                JsonSerializer.SerializeToUtf8Bytes(JobEnvironment.Order(each.Order!, settings) with { Sent = each.Sent }, LabJson.Options)
            );
        }

        Task Add(string name, byte[] content) =>
            tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(content),
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                },
                stop
            );
    }

    /// <summary>What the jobs need of this machine, each content once.</summary>
    /// <returns>The worker's folder; null when nobody waits for it any more.</returns>
    private async Task<string?> SendShared(
        IClusterShell shell,
        IReadOnlyList<SlurmWorker> workers,
        ClusterSettings settings,
        CancellationToken stop
    )
    {
        try
        {
            var worker = await WhileWanted(
                workers,
                wanted =>
                    copy.See(
                        shell,
                        settings.Folder,
                        bytes => Tell(workers, "The worker is copied", "once for this version", bytes),
                        wanted
                    ),
                stop
            );
            if (settings.SendsData)
            {
                var read = workers.ToLookup(each =>
                    runs.Find(each.RunId)?.Spec is { } spec
                        ? (
                            spec.Dataset,
                            spec.Corruption.LabelFile,
                            spec.Analysis?.Fields.Text(LabelAuditOptions.ProbabilitiesKey),
                            spec.Analysis?.Fields.Text(LabelAuditOptions.EmbeddingsKey)
                        )
                        : default
                );
                foreach (var some in read)
                {
                    if (runs.Find(some.First().RunId) is not { } run || some.All(each => each.Ended.IsCompleted))
                        continue;
                    try
                    {
                        var sent = await WhileWanted(
                            some,
                            wanted =>
                                data.See(
                                    shell,
                                    settings.Folder,
                                    run.Spec,
                                    (name, bytes) => Tell(some, $"{name} is copied", "once for these files", bytes),
                                    wanted
                                ),
                            stop
                        );
                        foreach (var each in some)
                            each.Sent = sent;
                    }
                    catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                    {
                        // It is these runs' trouble, and nobody else waits for its end.
                        foreach (var each in some)
                            each.End($"What the run reads cannot be sent to the cluster: {error.Message}", mayGoOn: true);
                    }
                }
            }
            return worker;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"What is to be copied to the cluster cannot be read here: {error.Message}", inner: error);
        }

        // Over a slow line it takes minutes, in which a run that said nothing looked as if it hung.
        Task Tell(IEnumerable<SlurmWorker> told, string what, string howOften, long bytes) =>
            notes.Tell(
                told.Select(each => (each.RunId, (string?)Sentence.Of($"{what} to {settings.Title}, {howOften} ({bytes / 1e6:N1} MB).")))
            );
    }

    /// <summary>Sends something as long as one of its runs waits for it; what it takes may be hours.</summary>
    /// <returns>What was sent; null when it was broken off.</returns>
    private static async Task<T?> WhileWanted<T>(
        IEnumerable<SlurmWorker> workers,
        Func<CancellationToken, Task<T>> send,
        CancellationToken stop
    )
        where T : class
    {
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var sending = send(wanted.Token);
        if (await Task.WhenAny(sending, Task.WhenAll(workers.Select(worker => worker.Ended))) != sending)
            await wanted.CancelAsync();
        try
        {
            return await sending;
        }
        catch (OperationCanceledException) when (wanted.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    internal static byte[] Script(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"WebLab.Server.Clusters.{name}")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal static byte[] Lines(IEnumerable<string> words) => Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + "\n")));

    private static async Task Do(
        IClusterShell shell,
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken stop,
        Func<Stream, Task>? input = null
    )
    {
        var answer = await shell.Run(program, arguments, Patience, stop, input);
        if (answer.ExitCode != 0)
            throw new ClusterException($"{program} said: {answer.Sentence()}.");
    }
}
