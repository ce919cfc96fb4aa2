using System.Globalization;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Experiments;

public sealed class SweepCsvTests
{
    private static readonly NumberRunField TestAccuracy = (NumberRunField)RunFields.Find("test.acc")!;

    [Fact]
    public void A_figure_is_a_line_a_point_with_every_statistic_that_plotting_tools_draw()
    {
        var lines = SweepCsv.Lines(new([Run(0.2, 1, 0.5), Run(0.2, 2, 0.7), Run(0, 1, 0.8)]), Field("noise-rate"), TestAccuracy).ToList();
        Assert.Equal("x,series,n,mean,sd,se,ci_low,ci_high,min,max,seeds", lines[0]);
        Assert.Equal("0,test.acc,1,0.8,,,,,0.8,0.8,1", lines[1]);
        var cells = lines[2].Split(',');
        Assert.Equal(["0.2", "test.acc", "2"], cells[..3]);
        var values = cells[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToList();
        // sd = sqrt(0.02), se = sd / sqrt(2) = 0.1, t(1) = 12.706.
        Assert.Equal([0.6, 0.141421, 0.1, -0.6706, 1.8706, 0.5, 0.7, 2], values.Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void A_seed_without_a_value_is_counted_beside_those_that_have_one()
    {
        var measure = (NumberRunField)RunFields.Find("fit.epochs")!;
        var fitted = Run(0, 1, 0.5) is var run ? run with { Result = run.Result! with { TimeToFitEpochs = 7 } } : run;
        var unfitted = Run(0, 2, 0.5) is var other ? other with { Result = other.Result! with { TimeToFitEpochs = null } } : other;
        var at = SeedStatistics.Of([fitted, unfitted], measure)!;
        Assert.Equal((1, 2, 7), (at.Count, at.Seeds, at.Mean));
    }

    [Fact]
    public void A_second_swept_field_names_the_series_and_what_is_archived_unfinished_or_launched_twice_counts_not()
    {
        var archived = Run(0.2, 3, 0.1) with { ArchivedAt = DateTimeOffset.UnixEpoch };
        var running = Run(0.2, 4, 0.1) with { Status = RunStatus.Running };
        var other = Run(0.2, 1, 0.4) is var run ? run with { Spec = run.Spec with { LearningRate = 0.1 } } : run;
        var twice = Run(0.2, 1, 0.9) with { CreatedAt = DateTimeOffset.UnixEpoch.AddHours(1) };
        var lines = SweepCsv.Lines(
            new([Run(0.2, 1, 0.5), twice, archived, running, other, Run(0.4, 1, 0.3)]),
            Field("noise-rate"),
            TestAccuracy
        );
        Assert.Equal(
            [
                "0.2,learning-rate=0.01,1,0.9,,,,,0.9,0.9,1",
                "0.2,learning-rate=0.1,1,0.4,,,,,0.4,0.4,1",
                "0.4,learning-rate=0.01,1,0.3,,,,,0.3,0.3,1",
            ],
            lines.Skip(1)
        );
    }

    [Fact]
    public void The_settings_have_every_measure()
    {
        var lines = SweepCsv.Settings(new([Run(0.2, 1, 0.5), Run(0.4, 1, 0.3)])).ToList();
        Assert.Equal("noise-rate,measure,n,mean,sd,se,ci_low,ci_high,min,max,seeds", lines[0]);
        Assert.Contains("0.4,test.acc,1,0.3,,,,,0.3,0.3,1", lines);
    }

    private static SpecField Field(string name) => SpecFields.Find(name)!;

    private static RunSummary Run(double rate, int seed, double test) =>
        SweptRun.Of(
            seed,
            $"noise {rate}, seed {seed}",
            new()
            {
                Seed = seed,
                Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = rate },
            },
            train: 1,
            test
        );
}
