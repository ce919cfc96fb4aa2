using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace WebLab.Client.Tests.Hosting;

/// <summary>What browsers asked to watch and to watch no longer, in order.</summary>
public sealed class WatchLog
{
    private readonly Channel<IReadOnlyList<Guid>> _asked = Channel.CreateUnbounded<IReadOnlyList<Guid>>();
    private HubCallerContext? _last;

    /// <summary>What <see cref="SmallHub.Watch"/> does besides being written down; nothing by itself.</summary>
    public Func<HubCallerContext, Task> OnWatch { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<Guid> Left { get; } = [];

    /// <summary>Cuts the newest connection, as a network does: without a word. A browser knows of its connection before the hub
    /// does.</summary>
    public void Cut()
    {
        WaitForConnection();
        Interlocked.Exchange(ref _last, null)!.Abort();
    }

    /// <summary>Waits until the hub knows of a connection that came after the last cut.</summary>
    public void WaitForConnection() =>
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _last) is not null, TimeSpan.FromSeconds(60)), "Nobody is connected.");

    public void Connect(HubCallerContext context) => _last = context;

    public Task Add(HubCallerContext context, IReadOnlyList<Guid> runIds)
    {
        _asked.Writer.TryWrite(runIds);
        return OnWatch(context);
    }

    public void Remove(IReadOnlyList<Guid> runIds)
    {
        foreach (var id in runIds)
            Left.Enqueue(id);
    }

    public async Task<IReadOnlyList<Guid>> NextAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
}
