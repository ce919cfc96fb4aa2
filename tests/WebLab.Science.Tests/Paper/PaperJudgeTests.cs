using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class PaperJudgeTests
{
    private const string Mlp = "MLP 1x512 · no regulariser";

    [Fact]
    public void Value_within_the_tolerance_agrees_and_spread_is_over_seeds()
    {
        var report = Judge(
            "table1",
            PaperScale.Full,
            Seed("table1", Mlp, 1, Result(1, 0.50)),
            Seed("table1", Mlp, 2, Result(1, 0.51)),
            Seed("table1", Mlp, 3, Result(1, 0.52))
        );
        var row = report.Rows.Single(row => row is { Row: Mlp, Measure: PaperMeasure.TestAccuracy });
        Assert.Equal((PaperVerdict.Agrees, 3, 0), (row.Verdict, row.Seeds, row.Without));
        Assert.Equal(0.51, row.Mean!.Value, 6);
        Assert.Equal(0.01, row.Spread!.Value, 6);
        Assert.Equal("0.49 points apart, tolerance 1.5 points: one seed, weight decay and epochs not stated.", row.Reason);
    }

    [Fact]
    public void Value_outside_differs_and_a_missing_one_waits()
    {
        var seeds = Enumerable.Range(1, 3).Select(seed => Seed("table1", Mlp, seed, Result(1, 0.40)));
        var report = Judge("table1", PaperScale.Full, [.. seeds]);
        Assert.Equal(PaperVerdict.Differs, report.Rows.Single(row => row is { Row: Mlp, Measure: PaperMeasure.TestAccuracy }).Verdict);
        Assert.Equal(PaperVerdict.Waiting, report.Rows.First(row => row.Row == "Inception · no regulariser").Verdict);
    }

    [Theory]
    [InlineData(0.51, 1)]
    [InlineData(0.40, 2)]
    public void One_or_two_seeds_of_a_drawn_network_decide_nothing(double accuracy, int seeds)
    {
        var found = Enumerable.Range(1, seeds).Select(seed => Seed("table1", Mlp, seed, Result(1, accuracy)));
        var row = Judge("table1", PaperScale.Full, [.. found])
            .Rows.Single(row => row is { Row: Mlp, Measure: PaperMeasure.TestAccuracy });
        Assert.Equal((PaperVerdict.TooFewSeeds, accuracy), (row.Verdict, row.Mean!.Value));
        Assert.StartsWith($"{seeds} of 3 seeds: ", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_solution_that_no_seed_changes_is_compared()
    {
        const string row = "MNIST · pixels";
        var judged = Judge("table3", PaperScale.Full, Seed("table3", row, 1, Result(1, 0.988)))
            .Rows.Single(found => found.Row == row && found.Measure == PaperMeasure.TestError);
        Assert.Equal(PaperVerdict.Agrees, judged.Verdict);
    }

    [Fact]
    public void A_kernel_whose_filters_are_drawn_needs_as_many_seeds_as_a_network()
    {
        const string row = "CIFAR-10 · random conv-net";
        var judged = Judge("table3", PaperScale.Full, Seed("table3", row, 1, Result(1, 0.83)))
            .Rows.Single(found => found.Row == row && found.Measure == PaperMeasure.TestError);
        Assert.Equal(PaperVerdict.TooFewSeeds, judged.Verdict);
    }

    [Fact]
    public void Small_scale_is_never_compared_in_value()
    {
        var report = Judge("table1", PaperScale.Small, Seed("table1", Mlp, 1, Result(1, 0.5051), PaperScale.Small));
        Assert.All(report.Rows, row => Assert.NotEqual(PaperVerdict.Agrees, row.Verdict));
    }

    [Fact]
    public void Runs_of_another_recipe_do_not_count()
    {
        var run = Seed("table1", Mlp, 1, Result(1, 0.5051));
        var report = Judge(
            "table1",
            PaperScale.Full,
            run with
            {
                Spec = run.Spec with { TrainSize = 20 },
            },
            run with
            {
                Spec = run.Spec with { LearningRate = 0.02 },
            },
            run with
            {
                Spec = run.Spec with { Epochs = 61 },
            }
        );
        Assert.All(report.Rows, row => Assert.Equal((PaperVerdict.Waiting, 0), (row.Verdict, row.Seeds)));
    }

    [Theory]
    [InlineData(0.12, 0.3, PaperVerdict.Agrees, "Failed to converge with 3 of 3 seeds")]
    [InlineData(1.0, 0.125, PaperVerdict.Differs, "Converged with 1 of 3 seeds")]
    [InlineData(0.99, 0.99, PaperVerdict.Differs, "Converged with 2 of 3 seeds")]
    public void Failing_to_converge_is_asked_of_each_seed(double first, double second, PaperVerdict verdict, string reason)
    {
        const string row = "AlexNet · weight decay";
        var report = Judge(
            "table4",
            PaperScale.Full,
            Seed("table4", row, 1, Result(first, 0.1)),
            Seed("table4", row, 2, Result(second, 0.1)),
            Seed("table4", row, 3, Result(0.1, 0.1))
        );
        var judged = report.Rows.Single(found => found.Row == row);
        Assert.Equal(verdict, judged.Verdict);
        Assert.StartsWith(reason, judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Diverging_is_the_outcome_that_the_paper_prints_for_AlexNet_and_no_missing_run()
    {
        const string row = "AlexNet · weight decay";
        var judged = Judge("table4", PaperScale.Full, [.. Enumerable.Range(1, 3).Select(seed => Seed("table4", row, seed, null))])
            .Rows.Single(found => found.Row == row);
        Assert.Equal((PaperVerdict.Agrees, 3), (judged.Verdict, judged.Seeds));
    }

    [Fact]
    public void Seeds_that_did_not_fit_are_said_and_never_leave_the_mean_to_the_others()
    {
        var runs = Enumerable
            .Range(1, 6)
            .Select(seed => Seed("fig1b", "MLP 1x512 · p = 0", seed, Result(0.9, 0.4, seed <= 2 ? 6 * seed : null)));
        var row = Judge("fig1b", PaperScale.Full, [.. runs]).Rows.Single(row => row.Row == "MLP 1x512 · p = 0");
        Assert.Equal((PaperVerdict.Differs, 6, 4, null), (row.Verdict, row.Seeds, row.Without, row.Mean));
        Assert.StartsWith("4 of 6 seeds had not fitted after 80 epochs", row.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.35, 0.35)]
    [InlineData(0.5, 0.49, 0.695)]
    [InlineData(1, 0.1, 0.9)]
    public void Figure_1c_is_compared_on_test_labels_corrupted_like_the_training_sets(double rate, double testError, double noisy)
    {
        var row = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"MLP 1x512 · p = {rate}");
        var measured = Judge("fig1c", PaperScale.Full, Seed("fig1c", row, 1, Result(1, rate == 1 ? 0.9 : 1 - testError)))
            .Rows.Single(found => found.Row == row);
        Assert.Equal(PaperMeasure.NoisyTestError, measured.Measure);
        Assert.Equal(noisy, measured.Mean!.Value, 9);
    }

    /// <summary>Times to fit of true labels and shuffled pixels over seeds 1 to 3: the first claim of an order needs an interval.</summary>
    [Theory]
    [InlineData(new[] { 14, 17, 15 }, new[] { 30, 32, 29 }, ClaimState.Holds)]
    [InlineData(new[] { 14, 17, 15 }, new[] { 20, 18, 15 }, ClaimState.NotShown)]
    [InlineData(new[] { 30, 32, 29 }, new[] { 14, 17, 15 }, ClaimState.Fails)]
    [InlineData(new[] { 14 }, new[] { 30 }, ClaimState.NotShown)]
    [InlineData(new[] { 14, 15 }, new[] { 30, 31 }, ClaimState.NotShown)]
    public void Order_is_claimed_from_paired_differences(int[] trueLabels, int[] shuffled, ClaimState state)
    {
        var runs = trueLabels
            .Select((epochs, i) => Seed("fig1a", "true labels", i + 1, Result(1, 0.4, epochs), PaperScale.Small))
            .Concat(shuffled.Select((epochs, i) => Seed("fig1a", "shuffled pixels", i + 1, Result(1, 0.3, epochs), PaperScale.Small)));
        var claim = Judge("fig1a", PaperScale.Small, [.. runs])
            .Claims.Single(claim => claim.Sentence.StartsWith("Shuffled", StringComparison.Ordinal));
        Assert.Equal((state, trueLabels.Length), (claim.Finding.State, claim.Finding.Seeds));
    }

    [Fact]
    public void A_row_that_did_not_fit_took_longer_than_one_that_did_by_at_least_the_rest_of_its_epochs()
    {
        var runs = Enumerable
            .Range(1, 3)
            .SelectMany(seed =>
                (SeedResult[])
                    [
                        Seed("fig1a", "true labels", seed, Result(1, 0.4, 10 + seed), PaperScale.Small),
                        Seed("fig1a", "random labels", seed, Result(0.5, 0.1), PaperScale.Small),
                    ]
            );
        var claim = Judge("fig1a", PaperScale.Small, [.. runs]).Claims[0].Finding;
        Assert.Equal(ClaimState.Holds, claim.State);
        Assert.Contains("over 3 seeds, 95 % interval", claim.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_wait_for_a_seed_in_every_row_and_pair_only_the_same_seeds()
    {
        var claim = Judge(
            "fig1a",
            PaperScale.Small,
            Seed("fig1a", "true labels", 1, Result(1, 0.4, 10), PaperScale.Small),
            Seed("fig1a", "random labels", 2, Result(1, 0.1, 30), PaperScale.Small)
        ).Claims[0];
        Assert.Equal(ClaimState.Waiting, claim.Finding.State);
    }

    [Fact]
    public void Gain_of_early_stopping_within_its_noise_is_not_shown()
    {
        double[] gains = [0.009, -0.002, 0.011, 0.004, -0.003, 0.011];
        var runs = gains.SelectMany(
            (gain, i) =>
                (SeedResult[])
                    [
                        Seed("early-stopping", "trained to the end", i + 1, Result(1, 0.30), PaperScale.Small),
                        Seed(
                            "early-stopping",
                            "stopped by a held-out tenth",
                            i + 1,
                            Result(1, 0.2) with
                            {
                                EarlyStoppedTestAccuracy = 0.30 + gain,
                            },
                            PaperScale.Small
                        ),
                    ]
        );
        var claim = Judge("early-stopping", PaperScale.Small, [.. runs]).Claims[0].Finding;
        Assert.Equal((ClaimState.NotShown, 6), (claim.State, claim.Seeds));
        Assert.StartsWith("0.5 points over 6 seeds", claim.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Solutions_without_any_draw_need_one_seed()
    {
        var report = Judge(
            "table3",
            PaperScale.Small,
            Seed("table3", "MNIST · pixels", 1, Result(1, 0.97) with { SolutionNorm = 50 }, PaperScale.Small),
            Seed("table3", "MNIST · Gabor filters", 1, Result(1, 0.98) with { SolutionNorm = 90 }, PaperScale.Small)
        );
        Assert.Equal(2, report.Claims.Count(claim => claim.Finding.State == ClaimState.Holds));
    }

    [Theory]
    [InlineData(7, 0, ClaimState.Holds)]
    [InlineData(0, 7, ClaimState.Fails)]
    [InlineData(null, 0, ClaimState.NotShown)]
    public void Figure_1as_plateau_at_chance_is_claimed_at_full_size_from_how_long_each_seed_waited(
        int? randomLabels,
        int trueLabels,
        ClaimState state
    )
    {
        var item = PaperCatalogue.Find("fig1a")!;
        var claims = item.ClaimsAt(PaperScale.Full).Where(claim => claim.Sentence.Contains("ln 10", StringComparison.Ordinal));
        var sentence = Assert.Single(claims).Sentence;
        Assert.DoesNotContain(item.ClaimsAt(PaperScale.Small), claim => claim.Sentence == sentence);
        SeedResult[] runs =
        [
            .. Enumerable
                .Range(1, 3)
                .SelectMany(seed =>
                    new[]
                    {
                        Seed("fig1a", "random labels", seed, Result(1, 0.1, 36) with { WaitedEpochs = randomLabels }),
                        Seed("fig1a", "true labels", seed, Result(1, 0.8, 10) with { WaitedEpochs = trueLabels }),
                    }
                ),
        ];
        var report = Judge("fig1a", PaperScale.Full, runs);
        Assert.Equal(state, report.Claims.Single(claim => claim.Sentence == sentence).Finding.State);
        var row = report.Rows.Single(row => row.Measure == PaperMeasure.TimeAtChance);
        Assert.Equal(("random labels", 7.0), (row.Row, row.Published));
        Assert.Equal(randomLabels is null ? null : (double)randomLabels, row.Mean);
    }

    private static PaperReport Judge(string item, PaperScale scale, params SeedResult[] runs) =>
        PaperJudge.Judge(PaperCatalogue.Find(item)!, scale, runs);

    private static SeedResult Seed(string item, string row, int seed, RunResult? result, PaperScale scale = PaperScale.Full) =>
        new(PaperCatalogue.Find(item)!.Rows.Single(found => found.Name == row).Spec(scale)! with { Seed = seed }, result);

    private static RunResult Result(double trainAccuracy, double testAccuracy, int? timeToFit = null) =>
        new()
        {
            Epochs = 1,
            Parameters = 1,
            Steps = 1,
            TrainLoss = 0,
            TrainAccuracy = trainAccuracy,
            CleanAccuracy = trainAccuracy,
            MemorisedFraction = null,
            TestAccuracy = testAccuracy,
            BestTestAccuracy = testAccuracy,
            BestTestEpoch = 1,
            RealisedNoiseRate = 0,
            GivenLabelHash = "",
            TimeToFitEpochs = timeToFit,
            TimeToFitSteps = null,
            ImagesPerSecond = 0,
        };
}
