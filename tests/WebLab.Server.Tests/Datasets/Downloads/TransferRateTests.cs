using WebLab.Server.Datasets.Downloads;

namespace WebLab.Server.Tests.Datasets.Downloads;

public sealed class TransferRateTests
{
    [Fact]
    public void Rate_is_that_of_the_last_seconds()
    {
        var clock = new HandClock();
        var rate = new TransferRate(clock);
        Assert.Equal(0, rate.Add(1_000));
        clock.Advance(2);
        Assert.Equal(500, rate.Add(2_000));
        // A stall is seen, and forgotten when it is long past.
        clock.Advance(2);
        Assert.Equal(250, rate.Add(2_000));
        for (var i = 1; i <= 10; i++)
        {
            clock.Advance(1);
            Assert.True(rate.Add(2_000 + 100 * i) > 0);
        }
        clock.Advance(1);
        Assert.Equal(100, rate.Add(3_100), 1e-9);
    }

    [Fact]
    public void File_that_is_begun_again_has_no_negative_rate()
    {
        var clock = new HandClock();
        var rate = new TransferRate(clock);
        rate.Add(5_000);
        clock.Advance(1);
        Assert.Equal(0, rate.Add(0));
    }

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now;

        public void Advance(int seconds) => _now += seconds;
    }
}
