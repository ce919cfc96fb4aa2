using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Live;

namespace WebLab.Client.Tests.Hosting;

public sealed class SmallHub(WatchLog log) : Hub<ILiveClient>, ILiveHub
{
    public Task Watch(IReadOnlyList<Guid> runIds)
    {
        log.Add(runIds);
        return Task.CompletedTask;
    }

    public Task Unwatch(IReadOnlyList<Guid> runIds) => Task.CompletedTask;
}
