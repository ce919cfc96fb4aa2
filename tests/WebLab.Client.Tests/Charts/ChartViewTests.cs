using WebLab.Client.Charts;
using WebLab.Client.Tests.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Charts;

public sealed class ChartViewTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3_600, 3_600)]
    // An hour and a half of training, with three hours of pauses before it was done.
    [InlineData(5_400, 5_400 + 7_200)]
    [InlineData(9_000, 9_000 + 10_800)]
    public void Relative_time_leaves_pauses_out(double trained, double passed)
    {
        var noon = RunMaker.Noon;
        var run = RunMaker.Run("true-labels") with
        {
            StartedAt = noon,
            Pauses =
            [
                new RunPause(noon.AddSeconds(3_600), noon.AddSeconds(3_600 + 7_200)),
                new RunPause(noon.AddHours(4), noon.AddHours(5)),
            ],
        };
        Assert.Equal(noon.AddSeconds(passed).ToUnixTimeMilliseconds(), ChartView.TimeAt(run, null, trained));
    }
}
