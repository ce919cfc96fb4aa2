using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;

namespace WebLab.Server.Live;

/// <summary>Hands what has been stored to every browser that should see it. Nothing here waits: each browser has a send buffer and a pump
/// of its
/// own.</summary>
public sealed class Broadcaster(IHubContext<LiveHub, ILiveClient> hub, TimeProvider time, ILogger<Broadcaster> logger)
{
    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new();
    private readonly Lock _connecting = new();

    /// <summary>Whether anyone is connected.</summary>
    public bool HasBrowsers => !_subscribers.IsEmpty;

    /// <returns>Whether the person had fewer connections than so many.</returns>
    public bool Connect(string connectionId, Caller caller, Action abort, int most)
    {
        var subscriber = new Subscriber(hub.Clients.Client(connectionId), caller, abort, time, logger);
        // Of connections that come side by side each would else find the room that is there for one.
        lock (_connecting)
        {
            if (_subscribers.Values.Count(other => other.Caller.Id == caller.Id) >= most)
                return false;
            _subscribers[connectionId] = subscriber;
        }
        subscriber.Start();
        return true;
    }

    public Task Disconnect(string connectionId) =>
        _subscribers.TryRemove(connectionId, out var subscriber) ? subscriber.Stop() : Task.CompletedTask;

    public bool Watch(string connectionId, IReadOnlyList<Guid> runIds) =>
        !_subscribers.TryGetValue(connectionId, out var subscriber) || subscriber.Watch(runIds);

    public void Unwatch(string connectionId, IReadOnlyList<Guid> runIds)
    {
        if (_subscribers.TryGetValue(connectionId, out var subscriber))
            subscriber.Unwatch(runIds);
    }

    public void Points(Guid runId, PointBatch points) => ToAll(subscriber => subscriber.Add(runId, points));

    /// <summary>A message to everyone; only the newest one about the same thing is sent.</summary>
    public void Tell(object about, Func<ILiveClient, Task> message) => Tell(about, _ => true, (client, _) => message(client));

    /// <summary>A message to those who may see what it is about.</summary>
    public void Tell(object about, Func<Caller, bool> maySee, Func<ILiveClient, Caller, Task> message) =>
        ToAll(subscriber =>
        {
            if (maySee(subscriber.Caller))
                subscriber.Put(about, client => message(client, subscriber.Caller));
        });

    /// <summary>How far a run has come, to those who may see it.</summary>
    public void TellAdvance(RunSummary run, RunAdvance advance) =>
        ToAll(subscriber =>
        {
            if (subscriber.Caller.MaySee(run))
                subscriber.Put(run, advance);
        });

    /// <summary>Closes connections whose rights have ended or changed; a browser that may still come connects again by itself.</summary>
    public void Close(Func<Caller, bool> whose)
    {
        foreach (var subscriber in _subscribers.Values.Where(subscriber => whose(subscriber.Caller)))
            subscriber.Close();
    }

    private void ToAll(Action<Subscriber> tell)
    {
        foreach (var subscriber in _subscribers.Values)
            tell(subscriber);
    }
}
