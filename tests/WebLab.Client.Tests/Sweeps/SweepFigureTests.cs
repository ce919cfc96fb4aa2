using WebLab.Client.Sweeps;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
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

    [Fact]
    public void Csv_has_a_line_for_each_measure_of_each_setting()
    {
        var csv = SweepFigure.Csv(new([.. Noise(0.2, 0.5, 0.7), .. Noise(0.4, 0.3)])).Split("\r\n");
        Assert.Equal("noise-rate,measure,seeds,mean,standard_deviation,min,max", csv[0]);
        Assert.Contains(csv, line => line.StartsWith("0.2,test.acc,2,0.6,", StringComparison.Ordinal));
        Assert.Contains("0.4,test.acc,1,0.3,0,0.3,0.3", csv);
    }

    private static SpecField Field(string name) => SpecFields.Find(name)!;

    private static IEnumerable<RunSummary> Noise(double rate, params double[] tests) =>
        tests.Select(
            (test, i) =>
                Done(CorruptionKind.SymmetricLabels, rate, test) is var run ? run with { Spec = run.Spec with { Seed = i + 1 } } : run
        );

    private static RunSummary Done(string kind, double rate, double test, int index = 0) =>
        Run(kind, rate, RunStatus.Completed, Result(1, test), index);
}
