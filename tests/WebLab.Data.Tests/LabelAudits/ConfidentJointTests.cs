using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class ConfidentJointTests
{
    // Means of the labelled: class 0 (0.9 + 0.7 + 0.2) / 3 = 0.6, class 1 (0.8 + 0.4) / 2 = 0.6.
    private static readonly ProbabilityTable Five = new(5, 2, [0.9, 0.1, 0.7, 0.3, 0.2, 0.8, 0.2, 0.8, 0.6, 0.4]);

    private static readonly int[] Given = [0, 0, 0, 1, 1];

    [Fact]
    public void Counts_are_those_of_a_calculation_by_hand()
    {
        var joint = ConfidentJoint.Of(Five, Given);
        Assert.Equal([0.6, 0.6], joint.Thresholds.Select(threshold => Math.Round(threshold, 12)));
        Assert.Equal(
            new[,]
            {
                { 2, 1 },
                { 1, 1 },
            },
            joint.Counts
        );
        Assert.Equal([false, false, true, false, true], joint.IsOffDiagonal);
        Assert.Equal(
            new[,]
            {
                { 2, 1 },
                { 1, 1 },
            },
            joint.Calibrated
        );
        Assert.Equal(0.4, joint.NoiseRate, 12);
    }

    [Fact]
    public void A_class_that_no_example_has_counts_nothing()
    {
        var joint = ConfidentJoint.Of(new(2, 3, [0.9, 0.05, 0.05, 0.1, 0.8, 0.1]), [0, 1]);
        Assert.Equal(2, joint.Thresholds[2]);
        Assert.Equal(0, joint.Calibrated[0, 2] + joint.Calibrated[1, 2] + joint.Calibrated[2, 2]);
    }

    [Theory]
    [InlineData("0.4 0.3 0.3", "1 0 0")]
    [InlineData("1.6 1.7 0.7", "1 2 1")]
    [InlineData("2.5 3.5 1", "2 4 1")]
    public void Rounding_keeps_the_sum(string values, string rounded) =>
        Assert.Equal(
            rounded,
            string.Join(
                ' ',
                ConfidentJoint.RoundKeepingSum([
                    .. values.Split(' ').Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
                ])
            )
        );

    [Fact]
    public void Each_filter_flags_what_its_rule_says()
    {
        var joint = ConfidentJoint.Of(Five, Given);
        // One error counted in each class: the least probable of each, and the largest margin of each.
        foreach (var filter in Enum.GetValues<LabelFilter>())
            Assert.Equal([false, false, true, false, true], LabelFilters.Apply(filter, Five, Given, joint));
    }
}
