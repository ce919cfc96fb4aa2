using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WebLab.Testing;

/// <summary>A proxy of TCP connections that cuts each one which carries the live hub, a drawn time after it was asked for: during the
/// upgrade to a WebSocket, the handshake or the first words.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Uri _target;
    private readonly Func<TimeSpan?> _draw;
    private readonly Task _accepting;
    private int _cuts;

    /// <param name="target">The server behind it.</param>
    /// <param name="draw">How long the next connection of the hub lives; null for as long as it likes.</param>
    public CuttingProxy(Uri target, Func<TimeSpan?> draw)
    {
        (_target, _draw) = (target, draw);
        _listener.Start();
        _accepting = Accept();
    }

    public Uri Origin => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Connections that were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        // Only then: a connection that came just before the end has the loop ask once more.
        await _accepting;
        _listener.Stop();
        _closed.Dispose();
    }

    private async Task Accept()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(Carry(await _listener.AcceptTcpClientAsync(_closed.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Carry(TcpClient browser)
    {
        using var server = new TcpClient();
        using var _ = browser;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, end.Token);
            await Task.WhenAny(
                Copy(browser.GetStream(), server.GetStream(), end, isFromBrowser: true),
                Copy(server.GetStream(), browser.GetStream(), end, isFromBrowser: false)
            );
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // One side has left; the other is closed below.
        }
        await end.CancelAsync();
    }

    private async Task Copy(NetworkStream from, NetworkStream to, CancellationTokenSource end, bool isFromBrowser)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, end.Token) is > 0 and var count)
            {
                if (isFromBrowser && AsksForHub(Encoding.ASCII.GetString(buffer, 0, count)) && _draw() is { } life)
                    _ = Cut(life, end);
                await to.WriteAsync(buffer.AsMemory(0, count), end.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // Cut, or left.
        }
    }

    // Also in a folder, as behind another proxy.
    private static bool AsksForHub(string sent) =>
        sent.Split('\n')
            .Any(line => line.StartsWith("GET /", StringComparison.Ordinal) && line.Contains("/hubs/", StringComparison.Ordinal));

    private async Task Cut(TimeSpan after, CancellationTokenSource end)
    {
        try
        {
            await Task.Delay(after, end.Token);
            Interlocked.Increment(ref _cuts);
            await end.CancelAsync();
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // It had ended by itself.
        }
    }
}
