using WebLab.Science.Experiments;

namespace WebLab.Science.Tests.Experiments;

public sealed class SweepTests
{
    [Fact]
    public void Grid_varies_the_first_axis_slowest_and_names_runs_by_their_values()
    {
        var runs = Sweep.Expand(new(), [new("corruption", ["true-labels", "random-labels"]), new("seed", ["1", "2"])]);
        Assert.Equal(
            ["true-labels · seed 1", "true-labels · seed 2", "random-labels · seed 1", "random-labels · seed 2"],
            runs.Select(run => run.Name)
        );
        Assert.Equal([1, 2, 1, 2], runs.Select(run => run.Spec.Seed));
    }

    [Fact]
    public void Every_preset_passes_the_door()
    {
        foreach (var preset in Presets.All)
            Assert.Empty(ExperimentCheck.Problems(preset.Request));
    }
}
