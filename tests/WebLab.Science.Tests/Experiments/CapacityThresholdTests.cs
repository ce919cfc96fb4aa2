using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;

namespace WebLab.Science.Tests.Experiments;

public sealed class CapacityThresholdTests
{
    [Fact]
    public void A_setting_fits_as_many_as_the_greatest_size_below_the_first_whose_mean_over_seeds_is_under_99_percent()
    {
        var found = CapacityThreshold.Of(
            new([
                // The size that was not fitted ends it, whatever chance makes of a greater one.
                .. Sizes(8, (100, [1, 0.995]), (200, [1, 0.97]), (400, [1, 1])),
                .. Sizes(16, (100, [1]), (200, [0.992]), (400, [0.989])),
                .. Sizes(32, (100, [0.5])),
                .. Sizes(64, (100, [1]), (200, [1])),
            ])
        );
        Assert.Equal(
            [(8, 100, 200), (16, 200, 400), (32, null, 100), (64, 200, null)],
            found.Select(one => (Width(one.Setting[0]), one.Fits, one.FitsNot))
        );
    }

    [Fact]
    public void Sizes_after_one_that_has_not_completed_are_not_counted()
    {
        var runs = Sizes(8, (100, [1]), (200, [1]), (400, [1])).ToList();
        runs[1] = runs[1] with { Status = RunStatus.Running };
        Assert.Equal((100, null), (Assert.Single(CapacityThreshold.Of(new(runs))) is var one ? (one.Fits, one.FitsNot) : default));
        runs[0] = runs[0] with { Status = RunStatus.Failed };
        Assert.Empty(CapacityThreshold.Of(new(runs)));
    }

    [Fact]
    public void A_size_at_which_a_seed_diverged_was_not_fitted_unless_it_has_completed_since()
    {
        var runs = Sizes(8, (100, [1]), (200, [1, 1]), (400, [1])).ToList();
        runs[2] = runs[2] with { Status = RunStatus.Failed, HasDiverged = true, Result = null };
        var one = Assert.Single(CapacityThreshold.Of(new(runs)));
        Assert.Equal(((int?)100, (int?)200), (one.Fits, one.FitsNot));
        runs.Add(Run(8, 200, 2, 1));
        one = Assert.Single(CapacityThreshold.Of(new(runs)));
        Assert.Equal(((int?)400, null), (one.Fits, one.FitsNot));
    }

    [Fact]
    public void Labels_that_can_be_learned_have_no_threshold_and_neither_has_a_sweep_of_something_else()
    {
        var runs = Sizes(8, (100, [1]), (200, [0.5])).ToList();
        Assert.Empty(CapacityThreshold.Of(new([runs[0]])));
        Assert.Empty(CapacityThreshold.Of(new([runs[0], runs[1] with { Spec = runs[1].Spec with { Corruption = new() } }])));
    }

    private static int Width(RunSummary run) => (int)run.Spec.ModelFields.Number("width")!;

    private static IEnumerable<RunSummary> Sizes(int width, params (int Size, double[] Accuracies)[] sizes) =>
        sizes.SelectMany(size => size.Accuracies.Select((accuracy, i) => Run(width, size.Size, i + 1, accuracy)));

    private static RunSummary Run(int width, int size, int seed, double train) =>
        SweptRun.Of(
            (width * 100_000) + (size * 10) + seed,
            $"width {width}, {size} examples, seed {seed}",
            new()
            {
                Model = "mlp",
                ModelFields = FieldGroup.Empty.With("width", (double)width),
                TrainSize = size,
                Seed = seed,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
            },
            train,
            test: 0.1
        );
}
