using Microsoft.Extensions.Time.Testing;
using WebLab.Client.Live;

namespace WebLab.Client.Tests.Live;

public sealed class RedrawGateTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider _time = new();
    private int _redraws;

    [Fact]
    public void The_first_change_is_drawn_at_once_and_a_burst_as_one_more()
    {
        using var gate = new RedrawGate(_time, Interval, () => _redraws++);
        gate.Request();
        Assert.Equal(1, _redraws);
        for (var i = 0; i < 100; i++)
            gate.Request();
        Assert.Equal(1, _redraws);
        _time.Advance(Interval);
        Assert.Equal(2, _redraws);
        _time.Advance(Interval * 10);
        Assert.Equal(2, _redraws);
    }

    [Fact]
    public void After_a_pause_the_next_change_is_drawn_at_once_again()
    {
        using var gate = new RedrawGate(_time, Interval, () => _redraws++);
        gate.Request();
        _time.Advance(Interval);
        gate.Request();
        Assert.Equal(2, _redraws);
    }

    [Fact]
    public void The_first_change_may_have_to_wait_too()
    {
        using var gate = new RedrawGate(_time, Interval, () => _redraws++, isFirstAtOnce: false);
        gate.Request();
        gate.Request();
        Assert.Equal(0, _redraws);
        _time.Advance(Interval);
        Assert.Equal(1, _redraws);
        _time.Advance(Interval * 10);
        gate.Request();
        Assert.Equal(1, _redraws);
        _time.Advance(Interval);
        Assert.Equal(2, _redraws);
    }

    [Fact]
    public void A_page_that_was_left_is_not_drawn()
    {
        var gate = new RedrawGate(_time, Interval, () => _redraws++);
        gate.Request();
        gate.Request();
        gate.Dispose();
        _time.Advance(Interval * 2);
        Assert.Equal(1, _redraws);
    }
}
