using Microsoft.Extensions.Time.Testing;
using WebLab.Client.Live;

namespace WebLab.Client.Tests.Live;

public sealed class ReconnectPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_server_that_is_away_is_tried_ever_more_slowly_and_at_least_every_second()
    {
        var pace = new ReconnectPace(_time, () => 1);
        Assert.Equal([0.2, 0.5, 1, 1, 1, 1], Waits(pace, 6));
    }

    [Fact]
    public void Connections_that_come_up_and_are_cut_wait_longer_each_time()
    {
        var pace = new ReconnectPace(_time, () => 1);
        Assert.Equal([0.2, 0.5, 1, 2, 4, 8, 8], Enumerable.Range(0, 7).Select(_ => AfterConnectionOf(pace, 0.3)));
    }

    [Fact]
    public void A_connection_that_lasted_is_made_again_at_once()
    {
        var pace = new ReconnectPace(_time, () => 1);
        for (var i = 0; i < 5; i++)
            AfterConnectionOf(pace, 0.3);
        Assert.Equal(0.2, AfterConnectionOf(pace, 60));
    }

    [Fact]
    public void Two_browsers_do_not_wait_alike() =>
        Assert.NotEqual(new ReconnectPace(_time, () => 0).Next(), new ReconnectPace(_time, () => 0.5).Next());

    private double AfterConnectionOf(ReconnectPace pace, double seconds)
    {
        pace.Up();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return pace.Next().TotalSeconds;
    }

    private static List<double> Waits(ReconnectPace pace, int count) =>
        Enumerable.Range(0, count).Select(_ => pace.Next().TotalSeconds).ToList();
}
