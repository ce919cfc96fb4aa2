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
        Assert.Equal("noise 0.5", groups.Of(one.Id)!.Value.Name);
        Assert.Null(groups.Of(alone.Id));
    }

    [Fact]
    public void Without_a_second_seed_there_is_no_group() => Assert.False(new SeedGroups([Run(0.5, 1), Run(0.2, 1)]).HasAny);

    private static RunSummary Run(double rate, int seed)
    {
        var run = RunMaker.Run(CorruptionKind.PartiallyCorruptedLabels, rate, index: seed);
        return run with { Name = Sentence.Of($"noise {rate} · seed {seed}"), Spec = run.Spec with { Seed = seed } };
    }
}
