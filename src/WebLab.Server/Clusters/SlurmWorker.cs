using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Server.Workers;

namespace WebLab.Server.Clusters;

/// <summary>A worker that Slurm starts on a node, from its place in an array that is not sent yet to the end of its job.</summary>
internal sealed class SlurmWorker(string key, int index, SlurmLauncher launcher) : IWorker
{
    /// <summary>Slurm ends a job within its own grace; it is asked again after it.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _connections;

    public string Key => key;

    public int Index => index;

    public string Handle => string.Create(CultureInfo.InvariantCulture, $"{key}.{index}");

    public long? MemoryBytes => null;

    public Task<string> Ended => _ended.Task;

    public bool OutlivesServer => true;

    public bool IsWaiting { get; set; } = true;

    public void Arrived()
    {
        IsWaiting = false;
        // One that called before a server that was started again had taken it up was not counted.
        lock (_gate)
            _connections = Math.Max(_connections, 1);
    }

    /// <summary>Whether its own connection is there.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_gate)
                return _connections > 0;
        }
    }

    /// <summary>When its run lost its last connection; null for never.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>A worker that was killed is looked at at once.</summary>
    public void Connected(bool isOpen)
    {
        lock (_gate)
        {
            _connections = Math.Max(0, _connections + (isOpen ? 1 : -1));
            if (_connections > 0)
                return;
        }
        if (launcher.HasLost(this))
            LostAt = launcher.Time.GetUtcNow();
    }

    public bool MayGoOn { get; private set; }

    /// <summary>Null until it has its order.</summary>
    public WorkerOrder? Order { get; private set; }

    /// <summary>Where the files that it reads were sent; null where its node sees the server's.</summary>
    public SentData? Sent { get; set; }

    public string LogFile { get; private set; } = "";

    public long LogStart { get; set; }

    public Guid RunId { get; private set; }

    /// <summary>The array that Slurm has; null until it was sent.</summary>
    public SlurmArray? Array { get; set; }

    public bool IsEndAsked { get; private set; }

    /// <summary>When its end was asked of Slurm.</summary>
    public DateTimeOffset? EndSentAt { get; set; }

    /// <summary>Since when Slurm tells of it as of one that has ended, or no more; null while it does.</summary>
    public DateTimeOffset? GoneSince { get; set; }

    public bool IsAccounted { get; set; }

    public string Folder => string.Create(CultureInfo.InvariantCulture, $"{Array!.Folder}/{index}");

    public string Job => string.Create(CultureInfo.InvariantCulture, $"{Array!.JobId}_{index}");

    public static bool TryRead(string handle, out string key, out int index)
    {
        var parts = handle.Split('.');
        (key, index) = (parts[0], -1);
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    public async Task Begin(string orderFile, string logFile)
    {
        var order = JsonSerializer.Deserialize<WorkerOrder>(await File.ReadAllTextAsync(orderFile), LabJson.Options)!;
        LogStart = File.Exists(logFile) ? new FileInfo(logFile).Length : 0;
        (RunId, LogFile, Order) = (order.RunId, logFile, order);
        launcher.HasBegun();
    }

    /// <summary>Takes it up after a restart of the server.</summary>
    public void Adopt(SlurmArray array, string logFile)
    {
        Array = array;
        (RunId, LogStart, LogFile) = (array.Tasks[index].RunId, array.Tasks[index].LogStart, logFile);
    }

    public Task Stop(TimeSpan patience) => ExitWithin(patience);

    public async Task ExitWithin(TimeSpan patience)
    {
        if (patience > TimeSpan.Zero)
        {
            var waited = Task.Delay(patience > LeastPatience ? patience : LeastPatience, launcher.Time);
            if (await Task.WhenAny(Ended, waited) == Ended)
                return;
        }
        IsEndAsked = true;
        if (!launcher.TakeBack(this))
            launcher.HasAsked();
        await Ended;
    }

    public Task FreshenLog() => Array is { JobId: not null } ? launcher.FetchLog(this) : Task.CompletedTask;

    /// <summary>It has ended.</summary>
    /// <param name="sentence">Why, for a run that it left without a word.</param>
    /// <param name="mayGoOn">Whether the reason lies outside of the run.</param>
    public void End(string sentence, bool mayGoOn)
    {
        MayGoOn = mayGoOn;
        _ended.TrySetResult(sentence);
    }

    public ValueTask DisposeAsync()
    {
        launcher.Forget(this);
        return ValueTask.CompletedTask;
    }
}
