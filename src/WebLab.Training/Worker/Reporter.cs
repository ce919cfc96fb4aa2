using System.Threading.Channels;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;

namespace WebLab.Training.Worker;

/// <summary>
/// Hands on to the server what the trainer measures: points in numbered batches, each sent until it is acknowledged, and the newest
/// progress. The trainer's thread only leaves things here; the pump sends them.
/// </summary>
internal sealed class Reporter : ITrainingObserver, IDisposable
{
    /// <summary>Progress is for the eye: the trainer tells it ten times a second, the server stores it four times.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Progress is told again after it, so that the server hears of a worker whose steps are long.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly ServerLink _link;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancel;
    private readonly Outbox _outbox;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private RunFacts? _facts;
    private Standing? _standing;
    private CheckpointInfo? _saved;
    private Standing? _told;
    private long _toldAt;

    /// <summary>Makes a reporter.</summary>
    /// <param name="link">To the server.</param>
    /// <param name="lastSequence">The last point that was told before, by the checkpoint that the run goes on from; 0 for a run that
    /// begins.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Set when the training is to end: the trainer then waits for nothing.</param>
    public Reporter(ServerLink link, long lastSequence, TimeProvider time, CancellationToken cancel)
    {
        (_link, _time, _cancel, _outbox) = (link, time, cancel, new(lastSequence));
        _toldAt = time.GetTimestamp();
    }

    /// <summary>The measures of the last whole epoch; null in the first.</summary>
    public RunResult? Result => Volatile.Read(ref _standing)?.Result;

    public void Started(RunFacts facts)
    {
        Volatile.Write(ref _facts, facts);
        _wake.Writer.TryWrite(true);
    }

    public void Points(IReadOnlyList<Point> points)
    {
        _outbox.Add(points, _cancel);
        _wake.Writer.TryWrite(true);
    }

    public void Advanced(RunProgress progress, RunResult? result)
    {
        Volatile.Write(ref _standing, new(progress, result));
        _wake.Writer.TryWrite(true);
    }

    /// <summary>A checkpoint is on disk.</summary>
    public void Saved(CheckpointInfo checkpoint)
    {
        Volatile.Write(ref _saved, checkpoint);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>The server is given up: the trainer waits for no room.</summary>
    public void Hold() => _outbox.Unbound();

    /// <summary>What the server has not heard.</summary>
    public WorkerSpool Unsent()
    {
        var standing = Volatile.Read(ref _standing);
        return new()
        {
            Points = _outbox.All(),
            Facts = Volatile.Read(ref _facts),
            Checkpoint = Volatile.Read(ref _saved),
            Progress = standing?.Progress,
            Result = standing?.Result,
        };
    }

    /// <summary>Nothing more will come: the pump sends what is left and ends.</summary>
    public void Complete() => _wake.Writer.TryComplete();

    /// <summary>Sends until <see cref="Complete"/> was called and everything is acknowledged.</summary>
    /// <param name="stop">Ends it at once.</param>
    /// <exception cref="RunGivenUpException">The server wants no more of the run.</exception>
    /// <exception cref="ServerGoneException">The server does not answer.</exception>
    public async Task Pump(CancellationToken stop)
    {
        var woken = _wake.Reader.WaitToReadAsync(stop).AsTask();
        var open = true;
        while (open)
        {
            await Task.WhenAny(woken, Task.Delay(UntilProgress(), _time, stop));
            stop.ThrowIfCancellationRequested();
            if (woken.IsCompleted)
            {
                open = await woken;
                _wake.Reader.TryRead(out _);
                woken = _wake.Reader.WaitToReadAsync(stop).AsTask();
            }
            await Send(last: !open, stop);
        }
    }

    public void Dispose() => _outbox.Dispose();

    private async Task Send(bool last, CancellationToken stop)
    {
        // What was not heard is kept until it was.
        if (Volatile.Read(ref _facts) is { } facts)
        {
            await _link.Tell(nameof(IWorkerHub.Start), [facts], stop);
            Interlocked.CompareExchange(ref _facts, null, facts);
        }
        // Read before the points are sent: the server then never hears of a progress whose points it has not.
        var standing = Volatile.Read(ref _standing);
        var saved = Volatile.Read(ref _saved);
        while (_outbox.Next() is { } batch)
            _outbox.Acknowledge(await _link.Invoke<long>(nameof(IWorkerHub.Report), [batch], stop));
        if (saved is not null)
        {
            await _link.Tell(nameof(IWorkerHub.Saved), [saved], stop);
            Interlocked.CompareExchange(ref _saved, null, saved);
        }
        if (standing is null || (!last && UntilProgress() > TimeSpan.Zero))
            return;
        await _link.Tell(nameof(IWorkerHub.Advance), [standing.Progress, standing.Result], stop);
        _told = standing;
        _toldAt = _time.GetTimestamp();
    }

    private TimeSpan UntilProgress()
    {
        var due = ReferenceEquals(Volatile.Read(ref _standing), _told) ? Heartbeat : ProgressInterval;
        var left = due - _time.GetElapsedTime(_toldAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private sealed record Standing(RunProgress Progress, RunResult? Result);
}
