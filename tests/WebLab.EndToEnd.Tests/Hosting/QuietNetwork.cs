using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>Whether a page still asks for something. Playwright's own state of an idle network counts for pages that load, not for those
/// that a person goes to within the site.</summary>
internal sealed class QuietNetwork : IDisposable
{
    // As long as Playwright's.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly IPage _page;
    private readonly ConcurrentDictionary<IRequest, byte> _open = [];
    private long _last = Stopwatch.GetTimestamp();

    public QuietNetwork(IPage page)
    {
        _page = page;
        page.Request += Begin;
        page.RequestFinished += End;
        page.RequestFailed += End;
    }

    /// <exception cref="TimeoutException">Something was still asked for after the time; it names what.</exception>
    public async Task WaitAsync(TimeSpan atMost)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_open.IsEmpty || Stopwatch.GetElapsedTime(Volatile.Read(ref _last)) < Quiet)
        {
            if (Stopwatch.GetElapsedTime(began) > atMost)
                throw new TimeoutException($"{_page.Url} still asks for {string.Join(", ", _open.Keys.Select(request => request.Url))}.");
            await timer.WaitForNextTickAsync();
        }
        // A page that computes asks for nothing meanwhile: its thread has time when this is answered.
        await _page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
    }

    public void Dispose()
    {
        _page.Request -= Begin;
        _page.RequestFinished -= End;
        _page.RequestFailed -= End;
    }

    private void Begin(object? sender, IRequest request)
    {
        _open[request] = 0;
        Volatile.Write(ref _last, Stopwatch.GetTimestamp());
    }

    private void End(object? sender, IRequest request)
    {
        _open.TryRemove(request, out _);
        Volatile.Write(ref _last, Stopwatch.GetTimestamp());
    }
}
