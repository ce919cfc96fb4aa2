using WebLab.Client.Figures;

namespace WebLab.Client.Tests.Figures;

public sealed class SeedMeanTests
{
    private static readonly FigureLine Empty = new("true labels", 0, [], []);

    [Fact]
    public void Mean_and_one_standard_deviation_over_seeds()
    {
        var line = SeedMean.Of(Empty, [([2.0, 1.0], false), ([4.0, 1.0], false)]);
        Assert.Equal([1.0, 2.0], line.X);
        Assert.Equal([3.0, 1.0], line.Y);
        Assert.Equal(3 - Math.Sqrt(2), line.Low![0], 9);
        Assert.Equal(3 + Math.Sqrt(2), line.High![0], 9);
        Assert.Equal(2, line.Seeds);
    }

    [Fact]
    public void Completed_run_keeps_its_last_value_where_others_go_on_and_a_running_one_does_not()
    {
        Assert.Equal([3.0, 2.0], SeedMean.Of(Empty, [([2.0], true), ([4.0, 2.0], false)]).Y);
        Assert.Equal([3.0, 4.0], SeedMean.Of(Empty, [([2.0], false), ([4.0, 4.0], false)]).Y);
    }

    [Fact]
    public void One_seed_has_no_band()
    {
        var line = SeedMean.Of(Empty, [([2.0, double.NaN], false)]);
        Assert.Null(line.Low);
        Assert.Equal(2.0, line.Y[0]);
        Assert.True(double.IsNaN(line.Y[1]));
    }
}
