using System.Threading.Channels;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;
using WebLab.Server.Accounts;

namespace WebLab.Server.Live;

/// <summary>
/// One browser: what it watches, what waits for it, and the pump that sends it. What changes while a message is on its way waits in
/// the parcel, where the newest state of a thing replaces the older one, so that a slow browser gets fewer messages and not a longer queue.
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
    private Parcel _parcel = new();

    public Caller Caller => caller;

    public void Start() => _ = Pump();

    public void Close() => abort();

    public void Stop() => _wake.Writer.TryComplete();

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
            _parcel.Add(runId, points);
        }
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Puts a message in the parcel; an unsent one about the same thing is dropped.</summary>
    public void Put(object about, Func<ILiveClient, Task> message)
    {
        lock (_gate)
        {
            if (!_parcel.Put(about, message))
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
                Parcel parcel;
                lock (_gate)
                    (parcel, _parcel) = (_parcel, new());
                // Sending waits while the browser's socket is full.
                await parcel.Send(client);
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
