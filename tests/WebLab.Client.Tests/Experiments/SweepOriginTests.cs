using WebLab.Client.Experiments;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.Tests.Experiments;

public sealed class SweepOriginTests
{
    private static readonly SweepAxis Seeds = new("seed", ["1", "2", "3"]);

    [Theory]
    [InlineData("noise-rate", "0", "0.5", "1")]
    [InlineData("corruption", "true-labels", "symmetric-labels")]
    [InlineData("model", "mlp-1x512", "small-alexnet")]
    public void A_sweep_opens_again_with_its_axes_and_seeds(string field, params string[] values)
    {
        var spec = new RunSpec
        {
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.3 },
        };
        SweepAxis[] axes = [new(field, values), Seeds];
        var runs = Runs(Sweep.Expand(spec, axes));
        var origin = SweepOrigin.Of(axes, runs)!;
        Assert.Equal(
            runs.Select(run => run.Spec),
            new ExperimentDraft(origin.Spec, "again", origin.Axes).Runs.Select(run => OwnFields.Tidy(run.Spec))
        );
    }

    [Fact]
    public void A_single_run_is_a_sweep_of_nothing() =>
        Assert.Equal(new RunSpec { Epochs = 7 }, SweepOrigin.Of([], Runs([new("a", new RunSpec { Epochs = 7 })]))!.Spec);

    [Fact]
    public void A_sweep_of_which_runs_are_gone_or_were_given_more_epochs_opens_again_whole()
    {
        SweepAxis[] axes = [new("corruption", ["true-labels", "symmetric-labels"]), Seeds];
        var spec = new RunSpec
        {
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.3 },
        };
        var runs = Runs(Sweep.Expand(spec, axes));
        var longer = runs[0] with
        {
            Id = Guid.NewGuid(),
            Spec = runs[0].Spec with { Epochs = 60 },
            Origin = new(runs[0].Id, runs[0].Name, 30, 30),
        };
        var added = runs[0] with { Id = Guid.NewGuid(), Spec = spec with { BatchSize = 64 }, CreatedAt = RunMaker.Noon.AddHours(1) };
        foreach (var left in new List<RunSummary>[] { runs[1..], runs[..^1], [runs[2], runs[5]], [.. runs, longer], [.. runs[1..], added] })
            Assert.Equal(
                runs.Select(run => run.Spec),
                Sweep.Expand(SweepOrigin.Of(axes, left)!.Spec, axes).Select(run => OwnFields.Tidy(run.Spec))
            );
    }

    [Fact]
    public void What_no_run_is_left_of_is_not_guessed() =>
        Assert.Null(
            SweepOrigin.Of(
                [new("corruption", ["true-labels", "symmetric-labels"])],
                [RunMaker.Run("true-labels") with { Spec = new() }]
            )
        );

    /// <summary>Launched as it is and with one change: the form would hold one half of it.</summary>
    [Fact]
    public void Two_sweeps_in_one_launch_are_none()
    {
        var plain = Sweep.Expand(new(), [Seeds]);
        var dropped = plain.Select(run => run with { Spec = run.Spec with { Regularisers = new() { Dropout = 0.5 } } });
        Assert.Null(SweepOrigin.Of([Seeds], Runs([.. plain, .. dropped])));
        Assert.Null(SweepOrigin.Of([Seeds], Runs([.. plain, dropped.First()])));
    }

    [Fact]
    public void A_list_of_unlike_recipes_is_none() =>
        Assert.Null(SweepOrigin.Of([], Runs([new("a", new RunSpec()), new("b", new RunSpec { Epochs = 7, BatchSize = 64 })])));

    private static List<RunSummary> Runs(IReadOnlyList<RunRequest> requests) =>
        [
            .. requests.Select(
                (request, index) =>
                    RunMaker.Run("true-labels", index: index) with
                    {
                        Spec = OwnFields.Tidy(request.Spec),
                        Name = request.Name,
                    }
            ),
        ];
}
