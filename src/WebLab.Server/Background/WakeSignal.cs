using System.Threading.Channels;

namespace WebLab.Server.Background;

/// <summary>Wakes a loop. However often it is given before the loop looks, the loop wakes once.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _given = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Give() => _given.Writer.TryWrite(true);

    /// <summary>Waits for the signal, but no longer than so long.</summary>
    public async Task Wait(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(_given.Reader.WaitToReadAsync(woken.Token).AsTask(), Task.Delay(longest, time, woken.Token));
        await woken.CancelAsync();
        stop.ThrowIfCancellationRequested();
        _given.Reader.TryRead(out _);
    }
}
