using WebLab.Client.Figures;

namespace WebLab.Client.Tests.Figures;

public sealed class FigureAxisTests
{
    [Theory]
    [InlineData(68.5, 70, 8)]
    [InlineData(3.6, 4, 5)]
    [InlineData(0.9, 1, 6)]
    public void Ends_at_a_round_value_above_the_greatest(double greatest, double end, int ticks)
    {
        var axis = FigureAxis.Over("x", 0, greatest);
        Assert.Equal(end, axis.Max, 9);
        Assert.Equal(ticks, axis.Ticks.Count);
        Assert.Equal(0, axis.Ticks[0]);
    }

    [Fact]
    public void Writes_shares_in_percent() => Assert.Equal("12.5 %", new FigureAxis("accuracy", 0, 1, IsShare: true).Text(0.125));
}
