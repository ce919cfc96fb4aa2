using WebLab.Client.Experiments;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Experiments;

public sealed class LaunchQuestionTests
{
    private static readonly IReadOnlyList<DeviceInfo> Devices = [new("cpu", "CPU, 2 threads", 2, null)];

    [Fact]
    public void What_takes_minutes_is_launched_unasked() =>
        Assert.Null(LaunchQuestion.Of("Figure 1a", [new RunSpec { Epochs = 1 }], Devices, LaunchQuestion.Hour));

    [Fact]
    public void What_takes_days_is_asked_with_its_runs_and_hours()
    {
        var specs = Enumerable.Repeat(new RunSpec { Epochs = 10_000, TrainSize = 20_000 }, 33).ToList();
        var question = LaunchQuestion.Of("Figure 1b at full scale", specs, Devices, LaunchQuestion.Hour)!;
        Assert.Equal("Launch Figure 1b at full scale?", question.Title);
        Assert.Matches("^33 runs: about [0-9]+ days \\([0-9,]+ hours\\) on CPU\\.", question.Message);
        Assert.Equal("Launch 33 runs", question.YesText);
    }
}
