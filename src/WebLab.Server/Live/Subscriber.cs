using System.Threading.Channels;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;

namespace WebLab.Server.Live;

/// <summary>
/// One browser: what it watches, what waits for it, and the pump that sends it. What changes while a message is on its way waits in
/// the buffer, where the newest state of a thing replaces the older one, so that a slow browser gets fewer messages and not a longer queue.
/// </summary>
internal sealed class Subscriber(ILiveClient client, Caller caller, Action abort, TimeProvider time, ILogger logger)
{
    /// <summary>The least time between two sendings; the first after a pause goes at once.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _watched = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private SendBuffer _buffer = new();
    private Task _pump = Task.CompletedTask;

    public Caller Caller => caller;

    public void Start() => _pump = Pump();

    public void Close() => abort();

    /// <summary>Completes when nothing more is sent.</summary>
    public Task Stop()
    {
        _wake.Writer.TryComplete();
        return _pump;
    }

    public bool Watch(IReadOnlyList<Guid> runIds)
    {
        lock (_gate)
        {
            if (_watched.Union(runIds).Count() > LiveHub.MaxWatched)
                return false;
            _watched.UnionWith(runIds);
            return true;
        }
    }

    public void Unwatch(IReadOnlyList<Guid> runIds)
    {
        lock (_gate)
            _watched.ExceptWith(runIds);
    }

    public void Add(Guid runId, PointBatch points)
    {
        lock (_gate)
        {
            if (!_watched.Contains(runId))
                return;
            _buffer.Add(runId, points);
        }
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Puts a message in the buffer; an unsent one about the same thing is dropped.</summary>
    public void Put(object about, Func<ILiveClient, Task> message) => Put(buffer => buffer.Put(about, message));

    /// <summary>Puts how far a run has come in the buffer.</summary>
    public void Put(RunSummary run, RunAdvance advance) => Put(buffer => buffer.Put(run, advance));

    private void Put(Func<SendBuffer, bool> put)
    {
        lock (_gate)
        {
            if (!put(_buffer))
            {
                // It cannot follow at all: let it connect again and read everything afresh.
                abort();
                return;
            }
        }
        _wake.Writer.TryWrite(true);
    }

    private async Task Pump()
    {
        try
        {
            while (await _wake.Reader.WaitToReadAsync())
            {
                _wake.Reader.TryRead(out _);
                SendBuffer buffer;
                lock (_gate)
                    (buffer, _buffer) = (_buffer, new());
                // Sending waits while the browser's socket is full.
                await buffer.Send(client);
                await Task.Delay(Interval, time);
            }
        }
        catch (Exception error)
        {
            logger.LogDebug(error, "A browser went away.");
            abort();
        }
    }
}
