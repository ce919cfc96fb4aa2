using System.Globalization;
using WebLab.Client.Charts;
using WebLab.Client.Tests.Experiments;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Charts;

public sealed class SeedGroupsTests
{
    [Fact]
    public void Runs_that_differ_only_in_the_seed_belong_together_under_their_common_name()
    {
        var (one, two, alone) = (Run(0.5, 1), Run(0.5, 2), Run(0.2, 1));
        var groups = new SeedGroups([one, two, alone]);
        Assert.True(groups.HasAny);
        Assert.Equal(groups.Of(one.Id), groups.Of(two.Id));
        Assert.Equal("noise 0.5", groups.Of(one.Id)!.Name);
        Assert.Null(groups.Of(alone.Id));
    }

    [Fact]
    public void Without_a_second_seed_there_is_no_group() => Assert.False(new SeedGroups([Run(0.5, 1), Run(0.2, 1)]).HasAny);

    [Fact]
    public void A_mean_is_over_completed_runs_and_counts_a_seed_once()
    {
        var runs = new[] { Run(0.5, 1), Run(0.5, 1), Run(0.5, 2), Run(0.5, 3) with { Status = RunStatus.Cancelled } };
        var group = new SeedGroups(runs).Of(runs[0].Id)!;
        Assert.Equal(2, group.Counted.Count);
        Assert.Equal("n = 2 of 3", group.Count);
        Assert.DoesNotContain(runs[3].Id, group.Counted);
    }

    [Fact]
    public void Eleven_rates_have_eleven_colours_that_run_from_the_least_to_the_greatest()
    {
        double[] rates = [0.9, 0.1, 0.5, 0.2, 0.8, 0.3, 0.4, 0.6, 0.7, 1, 0];
        var groups = new SeedGroups([.. rates.SelectMany(rate => new[] { Run(rate, 1), Run(rate, 2) })]);
        var colours = groups.All.ConvertAll(group => int.Parse(group.Colour["ramp-".Length..], CultureInfo.InvariantCulture));
        Assert.Equal((11, 0, RunPalette.Ramp - 1), (colours.Distinct().Count(), colours[0], colours[^1]));
        Assert.Equal(colours.Order(), colours);
        Assert.Equal("noise 0", groups.All[0].Name);
    }

    private static RunSummary Run(double rate, int seed)
    {
        var run = RunMaker.Run(CorruptionKind.PartiallyCorruptedLabels, rate, RunStatus.Completed, index: seed);
        return run with { Name = Sentence.Of($"noise {rate} · seed {seed}"), Spec = run.Spec with { Seed = seed } };
    }
}
