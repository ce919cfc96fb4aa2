using System.Collections.Concurrent;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Devices;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Clusters;

/// <summary>
/// Workers that Slurm starts on its nodes. Those that begin together are handed over as one array (<see cref="SlurmSubmitter"/>) and looked
/// after until they have ended (<see cref="SlurmFollower"/>). A worker's handle is its array and its place there.
/// </summary>
internal sealed class SlurmLauncher(
    ClusterConnection connection,
    SlurmArrayStore arrays,
    StoreFolder store,
    RunStore runs,
    TimeProvider time
) : IWorkerLauncher
{
    public const string LauncherName = "slurm";

    private const string TakenBack = "The job was ended before the cluster had it.";

    /// <summary>Every cluster takes arrays of this size, unless its own limit is lower than Slurm's.</summary>
    private const int MostTasks = 256;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, SlurmWorker> _workers = new();

    // The next array: those that were taken, of whom some may not have their order yet.
    private string _key = NewKey();
    private readonly List<SlurmWorker> _open = [];
    private int _next;
    private (ClusterSettings? Of, IReadOnlyList<Device> Devices) _devices;

    public string Name => LauncherName;

    public TimeProvider Time => time;

    /// <summary>A worker waits to be handed over.</summary>
    public WakeSignal Begun { get; } = new();

    /// <summary>The end of a job is asked for.</summary>
    public WakeSignal Asked { get; } = new();

    /// <summary>Why the cluster does not do what it should, for the devices page; null when it does.</summary>
    public string? Fault { get; set; }

    public IReadOnlyCollection<SlurmWorker> Workers => [.. _workers.Values];

    /// <summary>The same objects as long as the settings are: devices are told apart by them.</summary>
    public IReadOnlyList<Device> Devices
    {
        get
        {
            lock (_gate)
            {
                var settings = connection.Settings;
                if (!ReferenceEquals(_devices.Of, settings))
                    _devices = (settings, settings.IsOn ? [DeviceOf(settings)] : []);
                return _devices.Devices;
            }
        }
    }

    public void Warm(Device device) { }

    public IWorker Take(Device device)
    {
        lock (_gate)
        {
            if (_next >= MostTasks)
                (_key, _next) = (NewKey(), 0);
            var worker = new SlurmWorker(_key, _next++, this);
            _open.Add(worker);
            _workers[worker.Handle] = worker;
            return worker;
        }
    }

    public IWorker? Find(string handle)
    {
        if (
            !SlurmWorker.TryRead(handle, out var key, out var index)
            || arrays.Find(key) is not { } array
            || !array.Tasks.ContainsKey(index)
        )
            return null;
        var worker = new SlurmWorker(key, index, this);
        worker.Adopt(array, store.WorkerLog(array.Tasks[index].RunId));
        _workers[handle] = worker;
        Begun.Give();
        return worker;
    }

    /// <summary>Jobs live on when the server stops.</summary>
    public Task Stop() => Task.CompletedTask;

    public void HasBegun() => Begun.Give();

    public void HasAsked() => Asked.Give();

    /// <summary>A worker's connection has gone.</summary>
    /// <returns>False where that is no question: its run has ended.</returns>
    public bool HasLost(SlurmWorker worker)
    {
        if (runs.Find(worker.RunId)?.Status.IsActive() != true)
            return false;
        Asked.Give();
        return true;
    }

    /// <summary>The workers of the next array; none while one of them waits for its order.</summary>
    public IReadOnlyList<SlurmWorker> Seal()
    {
        lock (_gate)
        {
            if (_open.Count == 0)
                return [];
            var key = _open[0].Key;
            var next = _open.FindAll(worker => worker.Key == key);
            if (next.Exists(worker => worker.Order is null))
                return [];
            _open.RemoveAll(next.Contains);
            // What comes from now on belongs to another.
            if (key == _key)
                (_key, _next) = (NewKey(), 0);
            return next;
        }
    }

    /// <summary>How many wait to be handed over.</summary>
    public int OpenCount
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    /// <summary>Ends a worker that was not handed over yet. One that is sealed may wait for hours, until its data are there.</summary>
    public bool TakeBack(SlurmWorker worker)
    {
        lock (_gate)
        {
            if (!_open.Remove(worker) && (worker.Array is not null || worker.Ended.IsCompleted))
                return false;
            worker.End(TakenBack, mayGoOn: true);
        }
        return true;
    }

    /// <summary>Gives an array to those of its workers that have not ended: from now on their end is asked of Slurm.</summary>
    /// <returns>It with those alone.</returns>
    public SlurmArray HandOver(SlurmArray array, IReadOnlyList<SlurmWorker> workers)
    {
        lock (_gate)
        {
            List<SlurmWorker> left = [.. workers.Where(worker => !worker.Ended.IsCompleted)];
            var sent = array with { Tasks = left.ToDictionary(worker => worker.Index, worker => array.Tasks[worker.Index]) };
            foreach (var worker in left)
                worker.Array = sent;
            return sent;
        }
    }

    /// <summary>Ends those of an array's workers whose end is asked for, of which Slurm has none yet: one that is held back may be so for
    /// hours.</summary>
    /// <returns>It with the others alone.</returns>
    public SlurmArray Withdraw(SlurmArray array, IReadOnlyList<SlurmWorker> workers)
    {
        lock (_gate)
        {
            foreach (var worker in workers.Where(worker => worker.IsEndAsked))
                worker.End(TakenBack, mayGoOn: true);
        }
        return HandOver(array, workers);
    }

    public void Forget(SlurmWorker worker)
    {
        _workers.TryRemove(worker.Handle, out _);
        if (_workers.Values.Any(other => other.Key == worker.Key) || arrays.Find(worker.Key) is not { } array)
            return;
        arrays.Delete(array.Key);
        Ended.Enqueue(array);
        Asked.Give();
    }

    /// <summary>Arrays whose last worker has ended: their folders may go.</summary>
    public ConcurrentQueue<SlurmArray> Ended { get; } = new();

    /// <summary>Writes a job's log into its run's, behind what other workers of the run have written.</summary>
    public async Task FetchLog(SlurmWorker worker)
    {
        if (await connection.Shell.Read($"{worker.Folder}/log", 0, CancellationToken.None) is not { } log)
            return;
        await using var file = new FileStream(worker.LogFile, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Seek(Math.Min(worker.LogStart, file.Length), SeekOrigin.Begin);
        await file.WriteAsync(log);
        file.SetLength(file.Position);
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static Device DeviceOf(ClusterSettings settings) =>
        new(
            LauncherName,
            settings.Title,
            settings.Gpus > 0 ? "cuda:0" : "cpu",
            settings.Cpus,
            settings.MemoryMegabytes * 1_000_000L,
            settings.MaxJobs
        )
        {
            Launcher = LauncherName,
        };
}
