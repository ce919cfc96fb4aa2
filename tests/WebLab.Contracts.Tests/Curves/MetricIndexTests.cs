using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Tests.Curves;

public sealed class MetricIndexTests
{
    [Fact]
    public void Number_that_two_metrics_have_is_told_with_both() =>
        Assert.Equal(
            "The metric number 4 is given to test.acc and to own.share; each metric needs a number of its own.",
            Assert.Throws<InvalidOperationException>(() => new MetricIndex([Metric.TestAccuracy, Own(4, "own.share")])).Message
        );

    [Theory]
    [InlineData("Test.Acc")]
    [InlineData("test-accuracy")]
    public void Name_or_alias_that_two_metrics_have_is_told_with_both(string name) =>
        Assert.Equal(
            $"The metric name {name} is given to number 4 and to number 200; each metric needs names of its own.",
            Assert.Throws<InvalidOperationException>(() => new MetricIndex([Metric.TestAccuracy, Own(200, name)])).Message
        );

    private static Metric Own(byte number, string name) =>
        new()
        {
            Number = number,
            Name = name,
            Title = "Own",
            ShortTitle = "own",
            Help = "A lab's own.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = null,
            Compute = null,
        };
}
