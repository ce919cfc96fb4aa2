using System.Threading.Channels;

namespace WebLab.Client.Tests.Hosting;

/// <summary>What browsers asked to watch, in order.</summary>
public sealed class WatchLog
{
    private readonly Channel<IReadOnlyList<Guid>> _asked = Channel.CreateUnbounded<IReadOnlyList<Guid>>();

    public void Add(IReadOnlyList<Guid> runIds) => _asked.Writer.TryWrite(runIds);

    public async Task<IReadOnlyList<Guid>> NextAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
}
