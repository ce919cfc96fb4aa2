using Microsoft.Extensions.Options;
using WebLab.Server.Background;

namespace WebLab.Server.Storage;

/// <summary>
/// Watches the room on the store's disk. While there is less than the margin, or a write has just failed for want of room, workers' calls
/// are held, launches are refused and no queued run starts; small writes (a cancellation, a deletion) still find room in the margin.
/// </summary>
public sealed class DiskRoom : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1),
        AfterMiss = TimeSpan.FromSeconds(2);

    /// <summary>So much more than the margin must be free again before runs go on, so that they do not stop at once.</summary>
    private const double Return = 1.05;

    /// <summary>So much more than the margin a log may take, and what it is moved into.</summary>
    private const long RoomForLog = 2 * DatabaseFile.LongLog;

    private readonly Lock _gate = new();
    private readonly StoreFolder _store;
    private readonly LabDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger<DiskRoom> _logger;
    private readonly long? _quota;
    private bool _isOfQuota;
    private TaskCompletionSource? _low;
    private long? _missedAt;

    public DiskRoom(StoreFolder store, LabDatabase database, IOptions<StorageOptions> options, TimeProvider time, ILogger<DiskRoom> logger)
    {
        (_store, _database, _time, _logger) = (store, database, time, logger);
        (Margin, _quota) = (options.Value.Margin, options.Value.Quota);
        database.Full += Miss;
    }

    /// <summary>Raised when the room has run out, and when it is back.</summary>
    public event Action? Changed;

    public long Margin { get; }

    public long Free { get; private set; }

    public bool IsLow => Volatile.Read(ref _low) is not null;

    /// <summary>What is wrong, one sentence; null when there is room.</summary>
    public string? Problem => IsLow ? $"{What} has {DiskSpace.Text(Free)} left, and {DiskSpace.Text(Margin)} are kept free." : null;

    /// <summary>Completes when there is room.</summary>
    public Task UntilFree(CancellationToken stop) => Volatile.Read(ref _low) is { } low ? low.Task.WaitAsync(stop) : Task.CompletedTask;

    /// <exception cref="DiskFullException">There is no room.</exception>
    public void ThrowIfLow()
    {
        if (Problem is { } problem)
            throw new DiskFullException(
                $"{problem} {(_isOfQuota ? "Delete runs, or raise Storage:Quota" : "Free some room on it")}, then launch again."
            );
    }

    private string What =>
        _isOfQuota ? $"The {DiskSpace.Text(_quota!.Value)} that the store may take (Storage:Quota)" : "The disk that holds the store";

    /// <summary>What this process may still write. Of a quota, what the database has free inside counts as room.</summary>
    private (long Free, bool IsOfQuota) Measure()
    {
        var disk = DiskSpace.Free(_store.Root);
        if (_quota is not { } most)
            return (disk, false);
        var ours = Math.Max(0, most - DiskSpace.Used(_store.Root) + _database.FreeBytes);
        return ours < disk ? (ours, true) : (disk, false);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        GuardedLoop.Repeat(
            "watching the disk's room",
            async stop =>
            {
                await Task.Delay(Interval, _time, stop);
                Look();
            },
            _time,
            _logger,
            stoppingToken
        );

    private void Miss()
    {
        lock (_gate)
            _missedAt = _time.GetTimestamp();
        Look();
    }

    private void Look()
    {
        Watch();
        if (!IsLow)
            _database.KeepReserve();
    }

    private void Watch()
    {
        TaskCompletionSource? back;
        lock (_gate)
        {
            (Free, _isOfQuota) = Measure();
            _database.KeepsLogShort = Free < Margin + RoomForLog;
            var low = Free < Margin * (_low is null ? 1 : Return) || (_missedAt is { } missed && _time.GetElapsedTime(missed) < AfterMiss);
            if (low == _low is not null)
                return;
            back = _low;
            Volatile.Write(ref _low, low ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null);
        }
        if (back is null)
            _logger.LogWarning("{Problem} Runs are held until there is room.", Problem);
        else
            _logger.LogInformation("There is room on the store's disk again; runs go on.");
        Changed?.Invoke();
        back?.TrySetResult();
    }
}
