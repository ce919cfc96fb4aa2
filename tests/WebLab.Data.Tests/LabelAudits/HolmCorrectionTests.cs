using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class HolmCorrectionTests
{
    // The worked example of R's p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm"), and its order turned round.
    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.04 }, new[] { 0.04, 0.06, 0.06, 0.06 })]
    [InlineData(new[] { 0.04, 0.03, 0.02, 0.01 }, new[] { 0.06, 0.06, 0.06, 0.04 })]
    [InlineData(new[] { 0.5, 0.9 }, new[] { 1.0, 1.0 })]
    [InlineData(new double[0], new double[0])]
    public void The_least_is_taken_times_all_the_next_times_one_fewer(double[] values, double[] corrected)
    {
        var found = HolmCorrection.Of(values);
        Assert.Equal(corrected.Length, found.Length);
        Assert.All(found.Zip(corrected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void A_test_that_was_not_made_does_not_count() =>
        Assert.Equal([0.02, double.NaN, 0.04], HolmCorrection.Of([0.01, double.NaN, 0.04]));
}
