using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Live;

namespace WebLab.Client.Tests.Hosting;

public sealed class SmallHub(WatchLog log) : Hub<ILiveClient>, ILiveHub
{
    public Task Watch(IReadOnlyList<Guid> runIds) => log.Add(Context, runIds);

    public Task Unwatch(IReadOnlyList<Guid> runIds)
    {
        log.Remove(runIds);
        return Task.CompletedTask;
    }

    public override Task OnConnectedAsync()
    {
        log.Connect(Context);
        return base.OnConnectedAsync();
    }
}
