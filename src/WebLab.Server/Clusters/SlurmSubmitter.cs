using System.Collections.Concurrent;
using WebLab.Server.Background;

namespace WebLab.Server.Clusters;

/// <summary>Hands workers over to Slurm, those that begin together as one array: one upload and one sbatch for up to 256 runs.</summary>
internal sealed class SlurmSubmitter(
    SlurmLauncher launcher,
    ClusterConnection connection,
    SlurmUpload upload,
    SlurmArrayStore arrays,
    ClusterNotes notes,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SlurmSubmitter> logger
) : GuardedLoop("handing jobs to the cluster", time, logger)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>Runs of a sweep begin some milliseconds after one another, on a busy machine some hundred.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    /// <summary>Submission limits fall as jobs end.</summary>
    private static readonly TimeSpan HoldBack = TimeSpan.FromSeconds(20);

    /// <summary>An SSH server runs ten commands of a connection at a time, unless it is told otherwise.</summary>
    private const int MostInHand = 4;

    /// <summary>The arrays that are being handed over, by their keys: one whose data take hours holds no other up.</summary>
    private readonly ConcurrentDictionary<string, Task> _inHand = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The runs of an earlier server are taken up one after another while the host starts. An array that is submitted with the first of
        // them alone loses the others.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(_inHand.Values);
    }

    protected override async Task Turn(CancellationToken stop)
    {
        await launcher.Begun.Wait(Idle, Time, stop);
        // An earlier server may have been killed between the upload and Slurm's answer.
        foreach (var some in launcher.Workers.Where(worker => worker.Array is { JobId: null }).GroupBy(worker => worker.Key))
        {
            if (!_inHand.ContainsKey(some.Key))
                await Take([.. some], workers => Insist(workers, workers[0].Array!, isNew: false, stop), stop);
        }
        for (var count = 0; launcher.OpenCount is var open && open > 0; count = open)
        {
            // Until no more come.
            if (open > count && open < 256)
            {
                await Task.Delay(Gathering, Time, stop);
                continue;
            }
            if (launcher.Seal() is { Count: > 0 } workers)
                await Take(workers, some => SubmitAll(some, stop), stop);
            else
                await Task.Delay(Gathering, Time, stop);
        }
    }

    /// <summary>Begins with an array as soon as few enough others are in hand.</summary>
    private async Task Take(IReadOnlyList<SlurmWorker> workers, Func<IReadOnlyList<SlurmWorker>, Task> handOver, CancellationToken stop)
    {
        while (_inHand.Values is { Count: >= MostInHand } running)
            await Task.WhenAny(running).WaitAsync(stop);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inHand[workers[0].Key] = Run();
        // Only now, so that what ends at once is taken out after it was put in.
        begin.SetResult();

        async Task Run()
        {
            await begin.Task;
            try
            {
                await handOver(workers);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The next server goes on.
            }
            catch (Exception error)
            {
                Logger.LogError(error, "An array of {Count} jobs could not be handed to the cluster.", workers.Count);
                // Those that have an array are tried again.
                foreach (var worker in workers.Where(worker => worker.Array is null))
                    worker.End($"The job could not be handed to the cluster: {error.Message}", mayGoOn: true);
            }
            _inHand.TryRemove(workers[0].Key, out _);
        }
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
        await Try(workers, () => upload.Send(array, workers, settings, stop), stop);
        array = launcher.HandOver(array, workers);
        if (array.Tasks.Count == 0)
        {
            // What was written of it meanwhile goes.
            launcher.Ended.Enqueue(array);
            launcher.HasAsked();
            return;
        }
        arrays.Save(array);
        await Insist([.. workers.Where(worker => array.Tasks.ContainsKey(worker.Index))], array, isNew: true, stop);
    }

    /// <summary>Submits; an answer that did not come is looked for by the job's name.</summary>
    private Task Insist(IReadOnlyList<SlurmWorker> workers, SlurmArray array, bool isNew, CancellationToken stop)
    {
        var hasEnvironment = isNew;
        return Try(
            workers,
            async () =>
            {
                var slurm = connection.Slurm;
                var known = isNew ? null : (await slurm.Jobs(stop)).FirstOrDefault(line => line.Name == array.JobName);
                isNew = false;
                if (known is null)
                    array = launcher.Withdraw(array, workers);
                if (array.Tasks.Count == 0)
                    return;
                // A server of an older version may have sent the folder without this file, and sbatch refuses a job that lacks it.
                if (known is null && !hasEnvironment)
                {
                    var environment = await JobEnvironment.OfCommands(connection.Shell, stop);
                    await connection.Shell.Write(
                        $"{array.Folder}/{JobEnvironment.File}",
                        async stream => await stream.WriteAsync(environment, stop),
                        stop
                    );
                    hasEnvironment = true;
                }
                var sent = array with { JobId = known?.ArrayId ?? await slurm.Submit(array, $"{array.Folder}/launch.sh", stop) };
                arrays.Save(sent);
                foreach (var worker in workers.Where(worker => sent.Tasks.ContainsKey(worker.Index)))
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
}
