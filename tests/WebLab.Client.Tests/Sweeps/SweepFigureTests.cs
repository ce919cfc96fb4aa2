using WebLab.Client.Charts;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;
using WebLab.Science.Specs;
using static WebLab.Client.Tests.Experiments.RunMaker;

namespace WebLab.Client.Tests.Sweeps;

public sealed class SweepFigureTests
{
    private static readonly NumberRunField TestAccuracy = (NumberRunField)RunFields.Find("test.acc")!;

    [Fact]
    public void Points_are_means_over_seeds_of_the_runs_that_completed()
    {
        var figure = SweepFigure.Of(
            new([.. Noise(0.2, 0.5, 0.7), .. Noise(0, 0.8), Run(CorruptionKind.SymmetricLabels, 0.4)]),
            Field("noise-rate"),
            TestAccuracy
        );
        var line = Assert.Single(figure.Lines);
        Assert.Equal([0, 0.2], line.X);
        Assert.Equal([0.8, 0.6], line.Y.Select(value => Math.Round(value, 10)));
        Assert.Equal(0.6 - Math.Sqrt(0.02), line.Low![1], 1e-10);
        Assert.Equal(2, line.Seeds);
        Assert.Null(figure.Waiting);
    }

    [Fact]
    public void Other_fields_that_differ_give_a_line_each_and_words_have_no_way_between_them()
    {
        var runs = new SweptRuns([
            Done(CorruptionKind.SymmetricLabels, 0.2, 0.5),
            Done(CorruptionKind.SymmetricLabels, 0.4, 0.4),
            Done(CorruptionKind.PairFlipLabels, 0.2, 0.6),
            Done(CorruptionKind.PairFlipLabels, 0.4, 0.3),
        ]);
        var overRate = SweepFigure.Of(runs, Field("noise-rate"), TestAccuracy);
        Assert.Equal(["Symmetric labels", "Pair flip labels"], overRate.Lines.Select(line => line.Name));
        var overKind = SweepFigure.Of(runs, Field("corruption"), TestAccuracy);
        Assert.Equal(["noise rate 0.2", "noise rate 0.4"], overKind.Lines.Select(line => line.Name));
        Assert.Equal(["Symmetric labels", "Pair flip labels"], overKind.X.Names);
        Assert.All(overKind.Lines, line => Assert.False(line.IsConnected));
    }

    [Fact]
    public void Random_labels_have_no_noise_rate_and_stand_beside_the_sweep_of_it_at_every_rate()
    {
        var runs = new SweptRuns([.. Noise(0.2, 0.5), .. Noise(0.6, 0.3), Done(CorruptionKind.RandomLabels, 0, 0.1)]);
        Assert.Equal(["0.2", "0.6"], runs.Values(Field("noise-rate")));
        var figure = SweepFigure.Of(runs, Field("noise-rate"), TestAccuracy);
        Assert.Equal(["Symmetric labels", "Random labels"], figure.Lines.Select(line => line.Name));
        Assert.All(figure.Lines, line => Assert.Equal([0.2, 0.6], line.X));
        Assert.Equal([0.1, 0.1], figure.Lines[1].Y);
        var csv = SweepCsv.Lines(runs, Field("noise-rate"), TestAccuracy).ToList();
        Assert.Equal(4, csv.Count);
        Assert.StartsWith(",corruption=random-labels,1,0.1,", csv[^1], StringComparison.Ordinal);
        Assert.Equal("Random labels", SettingTitle.Of(runs, runs.Settings[^1]));
    }

    [Fact]
    public void Values_of_several_magnitudes_stand_in_even_steps()
    {
        var runs = new[] { 0.1, 0.001, 0.01 }.Select(
            (rate, i) =>
                Done(CorruptionKind.TrueLabels, 0, 0.5, i) is var run ? run with { Spec = run.Spec with { LearningRate = rate } } : run
        );
        var figure = SweepFigure.Of(new([.. runs]), Field("learning-rate"), TestAccuracy);
        Assert.Equal(["0.001", "0.01", "0.1"], figure.X.Names);
        Assert.Equal([0, 1, 2], Assert.Single(figure.Lines).X);
    }

    [Theory]
    [InlineData(SeedBand.Deviation, "Test accuracy (mean ± SD, n = 1 to 2)", 0.4586)]
    [InlineData(SeedBand.Error, "Test accuracy (mean ± SE, n = 1 to 2)", 0.5)]
    [InlineData(SeedBand.Confidence, "Test accuracy (mean, 95 % CI, n = 1 to 2)", -0.6706)]
    [InlineData(SeedBand.Range, "Test accuracy (mean, min to max, n = 1 to 2)", 0.5)]
    public void The_band_that_is_chosen_is_drawn_and_named_with_its_seeds(SeedBand band, string name, double low)
    {
        var line = Assert.Single(
            SweepFigure.Of(new([.. Noise(0.2, 0.5, 0.7), .. Noise(0, 0.8)]), Field("noise-rate"), TestAccuracy, band).Lines
        );
        Assert.Equal(name, line.Name);
        Assert.Equal(low, line.Low![1], 1e-4);
        Assert.Equal(0.8, line.Low[0]);
    }

    [Fact]
    public void How_a_figure_is_looked_at_is_in_the_address_and_read_from_it_again()
    {
        var runs = new SweptRuns([.. Noise(0.2, 0.5, 0.7), .. Noise(0, 0.8)]);
        var left = runs.All.First();
        var seen = new SweepAddress("noise-rate", "test.err", SeedBand.Confidence, [SweepAddress.IdOf(left)]);
        var query = string.Join('&', seen.Query(runs).Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal($"measure=test.err&spread=confidence&without={SweepAddress.IdOf(left)}", query);
        var read = SweepAddress.Of($"http://lab/experiments/1?{query}", runs);
        Assert.Equal((seen.Over, seen.Measure, seen.Spread), (read.Over, read.Measure, read.Spread));
        Assert.Equal([left], runs.All.Where(read.LeavesOut));
        var usual = SweepAddress.Of("http://lab/experiments/1?over=nonsense&measure=x&spread=y", runs);
        Assert.Equal(("noise-rate", "test.acc", SeedBand.Deviation), (usual.Over, usual.Measure, usual.Spread));
    }

    [Fact]
    public void Of_random_labels_on_more_and_more_examples_the_figure_shows_where_fitting_stops_and_says_it()
    {
        var runs = new SweptRuns([Fitted(100, 1), Fitted(1_000, 0.995), Fitted(2_000, 0.9)]);
        var seen = SweepAddress.Of("http://lab/experiments/1", runs);
        Assert.Equal(("train-size", "train.acc"), (seen.Over, seen.Measure));
        Assert.Null(seen.Query(runs)["measure"]);
        var figure = SweepFigure.Of(runs, Field("train-size"), (NumberRunField)RunFields.Find(seen.Measure)!);
        Assert.Equal([1, 0.995, 0.9], figure.Lines[0].Y);
        Assert.Equal(("99 %: fitted", true), (figure.Lines[1].Name, figure.Lines[1].IsDashed));
        Assert.Equal([0.99, 0.99], figure.Lines[1].Y);
        Assert.StartsWith(
            "Examples with random labels that are fitted, training accuracy at least 99 %: 1,000, not 2,000. ",
            CapacitySentence.Of(runs),
            StringComparison.Ordinal
        );
        Assert.Null(CapacitySentence.Of(new([.. Noise(0.2, 0.5), .. Noise(0.6, 0.3)])));
    }

    [Fact]
    public void Over_the_width_of_a_network_a_line_stands_where_the_training_set_is_first_fitted()
    {
        RunSummary[] runs = [Wide(4, 0.8, 0.4), Wide(8, 0.98, 0.3), Wide(16, 0.995, 0.5), Wide(32, 1, 0.7)];
        var figure = SweepFigure.Of(new(runs), Field("width"), TestAccuracy);
        var threshold = figure.Lines[^1];
        Assert.Equal(("99 % of the training set fitted", true), (threshold.Name, threshold.IsDashed));
        Assert.Equal([16.0, 16], threshold.X);
        Assert.Equal([figure.Y.Min, figure.Y.Max], threshold.Y);
        // Where the least width fits already, or one before is still trained, nobody knows where it begins.
        Assert.Single(SweepFigure.Of(new(runs[2..]), Field("width"), TestAccuracy).Lines);
        RunSummary[] trained = [runs[0], runs[1] with { Status = RunStatus.Running, Result = null }, runs[2]];
        Assert.Single(SweepFigure.Of(new(trained), Field("width"), TestAccuracy).Lines);
        // Of a field that is no network's there is no such threshold.
        RunSummary[] noisy = [.. Noise(0.1, 0.5), Run(CorruptionKind.SymmetricLabels, 0, RunStatus.Completed, Result(0.9, 0.8))];
        Assert.Single(SweepFigure.Of(new(noisy), Field("noise-rate"), TestAccuracy).Lines);
    }

    private static RunSummary Wide(int width, double train, double test) =>
        Run(CorruptionKind.SymmetricLabels, 0.2, RunStatus.Completed, Result(train, test), width) is var run
            ? run with
            {
                Spec = Field("width").Write(run.Spec with { Model = "mlp" }, $"{width}"),
            }
            : run;

    private static RunSummary Fitted(int examples, double train) =>
        Run(CorruptionKind.RandomLabels, 1, RunStatus.Completed, Result(train, 0.1), examples) is var run
            ? run with
            {
                Spec = run.Spec with { TrainSize = examples },
            }
            : run;

    private static SpecField Field(string name) => SpecFields.Find(name)!;

    private static IEnumerable<RunSummary> Noise(double rate, params double[] tests) =>
        tests.Select(
            (test, i) =>
                Done(CorruptionKind.SymmetricLabels, rate, test) is var run ? run with { Spec = run.Spec with { Seed = i + 1 } } : run
        );

    private static RunSummary Done(string kind, double rate, double test, int index = 0) =>
        Run(kind, rate, RunStatus.Completed, Result(1, test), index);
}
