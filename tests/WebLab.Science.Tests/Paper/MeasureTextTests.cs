using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class MeasureTextTests
{
    [Fact]
    public void Shares_are_written_in_percent_and_differ_by_points_and_nothing_unknown_is_one()
    {
        Assert.All(Enum.GetValues<PaperMeasure>(), measure => Assert.NotEmpty(MeasureText.Of(0.5, measure)));
        Assert.Equal(
            ("50.0 %", "50.0 points"),
            (MeasureText.Of(0.5, PaperMeasure.OnlineAccuracy), MeasureText.Difference(0.5, PaperMeasure.OnlineAccuracy))
        );
        Assert.Equal("0.5", MeasureText.Difference(0.5, PaperMeasure.SolutionNorm));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasureText.Of(0.5, (PaperMeasure)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasureText.Difference(0.5, (PaperMeasure)99));
    }
}
