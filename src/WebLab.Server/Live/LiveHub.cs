using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Live;

namespace WebLab.Server.Live;

/// <summary>The browser's connection: it says which runs it watches and is told what changes.</summary>
public sealed class LiveHub(Broadcaster broadcaster) : Hub<ILiveClient>, ILiveHub
{
    public const int MaxWatched = 500;

    public Task Watch(IReadOnlyList<Guid> runIds)
    {
        if (!broadcaster.Watch(Context.ConnectionId, runIds))
            throw new HubException($"runIds must name at most {MaxWatched} runs in all.");
        return Task.CompletedTask;
    }

    public Task Unwatch(IReadOnlyList<Guid> runIds)
    {
        broadcaster.Unwatch(Context.ConnectionId, runIds);
        return Task.CompletedTask;
    }

    public override Task OnConnectedAsync()
    {
        broadcaster.Connect(Context.ConnectionId, Context.Abort);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        broadcaster.Disconnect(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
