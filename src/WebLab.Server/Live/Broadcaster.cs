using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;

namespace WebLab.Server.Live;

/// <summary>Hands what has been stored to every browser that should see it. Nothing here waits: each browser has a parcel and a pump of its own.</summary>
public sealed class Broadcaster(IHubContext<LiveHub, ILiveClient> hub, TimeProvider time, ILogger<Broadcaster> logger)
{
    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new();

    /// <summary>Whether anyone is connected.</summary>
    public bool HasBrowsers => !_subscribers.IsEmpty;

    public void Connect(string connectionId, Action abort)
    {
        var subscriber = new Subscriber(hub.Clients.Client(connectionId), abort, time, logger);
        _subscribers[connectionId] = subscriber;
        subscriber.Start();
    }

    public void Disconnect(string connectionId)
    {
        if (_subscribers.TryRemove(connectionId, out var subscriber))
            subscriber.Stop();
    }

    public bool Watch(string connectionId, IReadOnlyList<Guid> runIds) =>
        !_subscribers.TryGetValue(connectionId, out var subscriber) || subscriber.Watch(runIds);

    public void Unwatch(string connectionId, IReadOnlyList<Guid> runIds)
    {
        if (_subscribers.TryGetValue(connectionId, out var subscriber))
            subscriber.Unwatch(runIds);
    }

    public void Points(Guid runId, PointBatch points) => ToAll(subscriber => subscriber.Add(runId, points));

    /// <summary>A message to everyone; only the newest one about the same thing is sent.</summary>
    public void Tell(object about, Func<ILiveClient, Task> message) => ToAll(subscriber => subscriber.Put(about, message));

    private void ToAll(Action<Subscriber> tell)
    {
        foreach (var subscriber in _subscribers.Values)
            tell(subscriber);
    }
}
