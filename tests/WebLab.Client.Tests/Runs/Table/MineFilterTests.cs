using WebLab.Client.Runs.Table;

namespace WebLab.Client.Tests.Runs.Table;

public sealed class MineFilterTests
{
    private static readonly MineFilter Mine = new("grace h");

    [Theory]
    [InlineData("", "owner = \"grace h\"")]
    [InlineData("model = linear", "owner = \"grace h\" and model = linear")]
    [InlineData("model = linear or seed = 1", "owner = \"grace h\" and (model = linear or seed = 1)")]
    [InlineData("(seed = 1) and (seed = 2)", "owner = \"grace h\" and (seed = 1) and (seed = 2)")]
    public void It_is_put_before_a_filter_and_taken_away_again(string without, string with)
    {
        Assert.False(Mine.IsOn(without));
        Assert.Equal(with, Mine.Toggle(without));
        Assert.True(Mine.IsOn(with));
        Assert.Equal(without, Mine.Toggle(with));
    }

    [Theory]
    [InlineData("owner = \"grace h\" or seed = 1")]
    [InlineData("owner = \"grace h\" and seed = 2 or seed = 1")]
    [InlineData("owner = \"grace h\" and (seed = 2) or (seed = 1)")]
    [InlineData("owner = \"grace hopper\"")]
    [InlineData("not owner = \"grace h\"")]
    public void What_lets_others_runs_through_is_not_mine(string filter) => Assert.False(Mine.IsOn(filter));
}
