using WebLab.Client.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using static WebLab.Client.Tests.Experiments.RunMaker;

namespace WebLab.Client.Tests.Experiments;

public sealed class FindingTests
{
    [Fact]
    public void Two_fitted_networks_of_which_one_is_at_chance_tell_that_it_memorised()
    {
        var finding = Finding.Of([
            Run(CorruptionKind.TrueLabels, status: RunStatus.Completed, result: Result(1, 0.62)),
            Run(CorruptionKind.RandomLabels, status: RunStatus.Completed, result: Result(0.998, 0.104)),
        ]);
        Assert.Equal(
            "Both networks fit their training set. With true labels 62.0 % of the test images are right; with random labels 10.4 %, "
                + "which is chance: "
                + "that network has memorised and learned nothing. One seed each.",
            finding
        );
    }

    [Theory]
    [InlineData(0.98, 0.62, 1, 0.10)]
    [InlineData(1, 0.62, 0.9, 0.10)]
    [InlineData(1, 0.62, 1, 0.16)]
    [InlineData(1, 0.15, 1, 0.10)]
    public void Nothing_is_claimed_before_the_figures_tell_it(double trueTrain, double trueTest, double randomTrain, double randomTest) =>
        Assert.Null(
            Finding.Of([
                Run(CorruptionKind.TrueLabels, status: RunStatus.Completed, result: Result(trueTrain, trueTest)),
                Run(CorruptionKind.RandomLabels, status: RunStatus.Completed, result: Result(randomTrain, randomTest)),
            ])
        );

    [Fact]
    public void A_data_set_that_is_gone_from_the_catalogue_is_no_fault_of_its_runs()
    {
        var gone = Run(CorruptionKind.TrueLabels, status: RunStatus.Completed, result: Result(1, 0.62)) is var run
            ? run with
            {
                Spec = run.Spec with { Dataset = "gone" },
            }
            : run;
        var random = Run(CorruptionKind.RandomLabels, status: RunStatus.Completed, result: Result(1, 0.1));
        Assert.NotNull(Finding.Of([gone, random with { Spec = random.Spec with { Dataset = "gone" } }]));
        Assert.Equal("gone", ChoiceTitle.Of(Science.Specs.SpecFields.Find("dataset")!, "gone"));
    }

    [Fact]
    public void Nothing_is_claimed_of_runs_without_results() =>
        Assert.Null(Finding.Of([Run(CorruptionKind.TrueLabels), Run(CorruptionKind.RandomLabels)]));

    [Fact]
    public void Seeds_are_a_mean_that_says_how_many_and_a_run_that_goes_on_tells_nothing_yet()
    {
        var runs = Enumerable.Range(1, 3).SelectMany(seed => new[]
        {
            Seed(Run(CorruptionKind.TrueLabels, status: RunStatus.Completed, result: Result(1, 0.6 + (seed / 100.0))), seed),
            Seed(Run(CorruptionKind.RandomLabels, status: RunStatus.Completed, result: Result(1, 0.1)), seed),
        });
        var goesOn = Seed(Run(CorruptionKind.RandomLabels, result: Result(1, 0.3)), 4);
        var finding = Finding.Of([.. runs, goesOn]);
        Assert.Contains("With true labels 62.0 % of the test images are right", finding, StringComparison.Ordinal);
        Assert.EndsWith("Means of 3 seeds.", finding, StringComparison.Ordinal);
        // One seed that did not fit is no network that fits.
        var unfitted = Seed(Run(CorruptionKind.RandomLabels, status: RunStatus.Completed, result: Result(0.5, 0.1)), 4);
        Assert.Null(Finding.Of([.. runs, unfitted]));
    }

    [Fact]
    public void Growing_noise_is_told_by_its_ends_in_whatever_order_the_runs_stand()
    {
        var finding = Finding.Of([
            Run(CorruptionKind.PartiallyCorruptedLabels, 0.8, RunStatus.Completed, result: Result(0.995, 0.2)),
            Run(CorruptionKind.PartiallyCorruptedLabels, 0.2, RunStatus.Completed, result: Result(1, 0.5)),
            Run(CorruptionKind.PartiallyCorruptedLabels, 0.4, RunStatus.Completed, result: Result(1, 0.4)),
        ]);
        Assert.EndsWith(
            "Test accuracy falls from 50.0 % at noise rate 0.2 to 20.0 % at noise rate 0.8. One seed each.",
            finding,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Growing_noise_that_does_not_lower_test_accuracy_claims_nothing() =>
        Assert.Null(
            Finding.Of([
                Run(CorruptionKind.PartiallyCorruptedLabels, 0.2, RunStatus.Completed, result: Result(1, 0.5)),
                Run(CorruptionKind.PartiallyCorruptedLabels, 0.4, RunStatus.Completed, result: Result(1, 0.55)),
            ])
        );

    private static RunSummary Seed(RunSummary run, int seed) => run with { Spec = run.Spec with { Seed = seed } };
}
