namespace WebLab.Client.Live;

/// <summary>Lets a burst of changes through as one redraw: the first at once, or an interval later too, then at most one an
/// interval.</summary>
public sealed class RedrawGate : IDisposable
{
    private readonly ITimer _timer;
    private readonly TimeSpan _interval;
    private readonly Action _redraw;
    private readonly bool _isFirstAtOnce;
    private bool _isClosed,
        _isDue;

    public RedrawGate(TimeProvider time, TimeSpan interval, Action redraw, bool isFirstAtOnce = true)
    {
        _interval = interval;
        _redraw = redraw;
        _isFirstAtOnce = isFirstAtOnce;
        _timer = time.CreateTimer(_ => Open(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Request()
    {
        _isDue = true;
        if (_isClosed)
            return;
        if (_isFirstAtOnce)
            Open();
        else
            Close();
    }

    public void Dispose() => _timer.Dispose();

    private void Open()
    {
        _isClosed = _isDue;
        if (!_isDue)
            return;
        _isDue = false;
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        _redraw();
    }

    private void Close()
    {
        _isClosed = true;
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }
}
