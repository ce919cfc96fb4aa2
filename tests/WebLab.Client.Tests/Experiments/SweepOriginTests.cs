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
