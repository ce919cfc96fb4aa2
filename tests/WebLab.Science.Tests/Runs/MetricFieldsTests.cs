using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Filters;
using WebLab.Science.Runs;

namespace WebLab.Science.Tests.Runs;

public sealed class MetricFieldsTests
{
    private static readonly EpochEvaluation Epoch = new()
    {
        TrainLoss = 0.4,
        Train = new(100, 40, 80, 60, 30, 5),
        TestAccuracy = 0.5,
        TestLoss = 1.25,
        HoldOutAccuracy = 0.7,
        OnlineAccuracy = 0.6,
        LearningRate = 0.01,
        ImagesPerSecond = 1_000,
    };

    public static TheoryData<string> Measured { get; } =
    [.. Metric.All.Where(metric => metric.Compute is not null).Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Measured))]
    public void What_an_epoch_measures_is_a_column_that_filters_and_sorts(string name)
    {
        var metric = Metric.Find(name)!;
        var run = Filters.Runs.Of("measured", testAccuracy: 0.5);
        var metrics = MeasuredMetrics.After(MeasuredResult(run.Result!, 1), Epoch, 2);
        var measured = run with { Result = run.Result! with { Metrics = metrics } };
        var value = metric.Compute!(Epoch)!.Value;
        Assert.True(metric.IsPossible(value));
        var field = Assert.IsType<NumberRunField>(RunFields.Find(name));
        Assert.Equal((value, metric.Better), (field.Value(measured), field.Better));
        Assert.Contains(field, RunFields.Measures);
        var waiting = Filters.Runs.Of("waiting");
        Assert.Equal([measured], RunFilter.Parse($"{name} != none and {name} < {value + 1}").Apply([waiting, measured]));
        Assert.Equal("measured", field.Order([waiting, measured], descending: true).First().Name);
        if (metric.BestName is { } best)
        {
            Assert.Equal(value, ((NumberRunField)RunFields.Find(best)!).Value(measured));
            // The same value again leaves the epoch that reached it first.
            Assert.Equal(1, ((NumberRunField)RunFields.Find($"{best}.epoch")!).Value(measured));
        }
        if (metric.Error is { } error)
            Assert.Equal(1 - value, ((NumberRunField)RunFields.Find(error.Name)!).Value(measured)!.Value, 12);
    }

    [Theory]
    [InlineData("test.err", 0.4)]
    [InlineData("train.err", 0)]
    [InlineData("test.acc", 0.6)]
    [InlineData("test.best", 0.6)]
    [InlineData("test.best.epoch", 7)]
    [InlineData("gap", 0.4)]
    [InlineData("train.loss", 0.2)]
    public void A_run_from_before_every_metric_was_kept_has_what_it_had(string field, double value) =>
        Assert.Equal(
            value,
            ((NumberRunField)RunFields.Find(field)!).Value(Filters.Runs.Of("old", testAccuracy: 0.6, trainLoss: 0.2))!.Value,
            12
        );

    [Theory]
    [InlineData("gap.best")]
    [InlineData("memorised.best")]
    public void A_best_that_an_untrained_network_has_is_no_field(string name) => Assert.Null(RunFields.Find(name));

    [Fact]
    public void A_best_that_was_chosen_on_the_test_set_says_so() =>
        Assert.All(
            ["test.best", "test.best.epoch", "test.loss.best"],
            name => Assert.Contains("chosen on test", RunFields.Find(name)!.Label, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(CorruptionKind.RandomLabels, 0, 0.91, true)]
    [InlineData(CorruptionKind.FileLabels, 0, 0.41, true)]
    [InlineData(CorruptionKind.FileLabels, 0, 0.2, false)]
    [InlineData(CorruptionKind.TransitionMatrixLabels, 0, 0.5, true)]
    [InlineData(CorruptionKind.PartiallyCorruptedLabels, 0.4, 0.29, true)]
    [InlineData(CorruptionKind.TrueLabels, 0, 0, false)]
    [InlineData(CorruptionKind.ShuffledPixels, 0, 0, false)]
    public void Noise_finds_random_labels_and_label_files_too(string kind, double nominal, double realised, bool isFound)
    {
        var run = Filters.Runs.Of("run", testAccuracy: 0.5);
        run = run with
        {
            Spec = run.Spec with
            {
                Corruption = new() { Kind = kind, NoiseRate = nominal },
            },
            Result = run.Result! with { RealisedNoiseRate = realised },
        };
        Assert.Equal(isFound ? 1 : 0, RunFilter.Parse("noise > 0.3").Apply([run]).Count);
    }

    private static RunResult MeasuredResult(RunResult result, int epoch) =>
        result with
        {
            Metrics = MeasuredMetrics.After(null, Epoch, epoch),
        };
}
