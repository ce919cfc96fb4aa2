using System.Formats.Tar;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Server.Background;
using WebLab.Server.Runs;

namespace WebLab.Server.Clusters;

/// <summary>Hands workers over to Slurm, those that begin together as one array: one upload and one sbatch for up to 256 runs.</summary>
internal sealed class SlurmSubmitter(
    SlurmLauncher launcher,
    ClusterConnection connection,
    WorkerCopy copy,
    DataCopy data,
    RunStore runs,
    SlurmArrayStore arrays,
    ClusterNotes notes,
    TimeProvider time,
    ILogger<SlurmSubmitter> logger
) : GuardedLoop("handing jobs to the cluster", time, logger)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1),
        Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs of a sweep begin some milliseconds after one another.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    /// <summary>Submission limits fall as jobs end.</summary>
    private static readonly TimeSpan HoldBack = TimeSpan.FromSeconds(20);

    protected override async Task Turn(CancellationToken stop)
    {
        await launcher.Begun.Wait(Idle, Time, stop);
        await SubmitUnsent(stop);
        for (var count = 0; launcher.OpenCount is var open && open > 0; count = open)
        {
            // Until no more come.
            if (open > count && open < 256)
            {
                await Task.Delay(Gathering, Time, stop);
                continue;
            }
            if (launcher.Seal() is { Count: > 0 } workers)
                await SubmitAll(workers, stop);
            else
                await Task.Delay(Gathering, Time, stop);
        }
    }

    /// <summary>An earlier server may have been killed between the upload and Slurm's answer.</summary>
    private async Task SubmitUnsent(CancellationToken stop)
    {
        foreach (var some in launcher.Workers.Where(worker => worker.Array is { JobId: null }).GroupBy(worker => worker.Key))
            await Insist([.. some], some.First().Array!, stop);
    }

    private async Task SubmitAll(IReadOnlyList<SlurmWorker> workers, CancellationToken stop)
    {
        var key = workers[0].Key;
        var settings = connection.Settings;
        var array = new SlurmArray
        {
            Key = key,
            Folder = $"{settings.Folder}/arrays/{key}",
            Tasks = workers.ToDictionary(worker => worker.Index, worker => new SlurmTask(worker.RunId, worker.LogStart)),
        };
        await Try(workers, () => Upload(array, workers, settings, stop), stop);
        array = launcher.HandOver(array, workers);
        if (array.Tasks.Count == 0)
        {
            // What was written of it meanwhile goes.
            launcher.Ended.Enqueue(array);
            launcher.HasAsked();
            return;
        }
        arrays.Save(array);
        await Insist([.. workers.Where(worker => array.Tasks.ContainsKey(worker.Index))], array, stop);
    }

    /// <summary>Submits; an answer that did not come is looked for by the job's name.</summary>
    private Task Insist(IReadOnlyList<SlurmWorker> workers, SlurmArray array, CancellationToken stop)
    {
        var isFirst = workers[0].Order is not null;
        return Try(
            workers,
            async () =>
            {
                var slurm = connection.Slurm;
                var known = isFirst ? null : (await slurm.Jobs(stop)).FirstOrDefault(line => line.Name == array.JobName);
                isFirst = false;
                var sent = array with { JobId = known?.ArrayId ?? await slurm.Submit(array, $"{array.Folder}/launch.sh", stop) };
                arrays.Save(sent);
                foreach (var worker in workers)
                    worker.Array = sent;
                launcher.HasAsked();
            },
            stop
        );
    }

    /// <summary>Does it until it has succeeded or never will.</summary>
    private async Task Try(IReadOnlyList<SlurmWorker> workers, Func<Task> thing, CancellationToken stop)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause < HoldBack ? pause * 2 : HoldBack)
        {
            if (workers.All(worker => worker.Ended.IsCompleted))
                return;
            try
            {
                await thing();
                launcher.Fault = null;
                return;
            }
            catch (ClusterException error) when (error.Trouble == ClusterTrouble.Refused)
            {
                launcher.Fault = error.Message;
                foreach (var worker in workers)
                    worker.End($"The cluster did not take the job: {error.Message}", mayGoOn: false);
                return;
            }
            catch (ClusterException error)
            {
                launcher.Fault = error.Message;
                Logger.LogWarning("{Count} jobs wait to be handed to the cluster: {Sentence}", workers.Count, error.Message);
                await notes.Tell(workers.Select(worker => (worker.RunId, (string?)$"Held back: {error.Message}")));
                await Task.Delay(error.Trouble == ClusterTrouble.Limit ? HoldBack : pause, Time, stop);
            }
        }
    }

    private async Task Upload(SlurmArray array, IReadOnlyList<SlurmWorker> workers, ClusterSettings settings, CancellationToken stop)
    {
        var shell = connection.Shell;
        var worker = await Send(shell, workers, settings, stop);
        if (workers.All(each => each.Ended.IsCompleted))
            return;
        await Do(shell, "mkdir", ["-p", "-m", "700", array.Folder], stop);
        await Do(
            shell,
            "tar",
            ["-xf", "-", "--no-same-owner", "-C", array.Folder],
            stop,
            stream => Pack(stream, workers, worker, settings, stop)
        );
    }

    private async Task Pack(
        Stream stream,
        IReadOnlyList<SlurmWorker> workers,
        string worker,
        ClusterSettings settings,
        CancellationToken stop
    )
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await Add("launch.sh", Script("launch.sh"));
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
    /// <returns>The worker's folder.</returns>
    private async Task<string> Send(
        IClusterShell shell,
        IReadOnlyList<SlurmWorker> workers,
        ClusterSettings settings,
        CancellationToken stop
    )
    {
        try
        {
            var worker = await copy.See(
                shell,
                settings.Folder,
                bytes => Tell(workers, "The worker is copied", "once for this version", bytes),
                stop
            );
            if (settings.SendsData)
            {
                var read = workers.ToLookup(each =>
                    runs.Find(each.RunId)?.Spec is { } spec ? (spec.Dataset, spec.Corruption.LabelFile) : default
                );
                foreach (var some in read)
                {
                    if (runs.Find(some.First().RunId) is not { } run || some.All(each => each.Ended.IsCompleted))
                        continue;
                    try
                    {
                        var sent = await data.See(
                            shell,
                            settings.Folder,
                            run.Spec,
                            (name, bytes) => Tell(some, $"{name} is copied", "once for these files", bytes),
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
