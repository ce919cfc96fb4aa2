using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Accuracy on the test set against true labels, always, at the last epoch.</summary>
    public static Metric TestAccuracy { get; } =
        new()
        {
            Number = 4,
            Name = "test.acc",
            Aliases = ["test.accuracy", "test-accuracy"],
            Title = "Test accuracy",
            ShortTitle = "test",
            Help = "Accuracy on the test set against true labels, always, at the last epoch.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = MetricChart.Accuracy,
            Figure = new(20) { Heading = "Test" },
            Line = LineStyle.Dashed,
            BestName = "test.best",
            IsBestByTest = true,
            Error = new("test.err", "Test error", "Share of the test set not predicted as its true label: 1 - test accuracy."),
            Compute = epoch => epoch.TestAccuracy,
            FromOldResult = result => result.TestAccuracy,
            BestFromOldResult = result => new(result.BestTestAccuracy, result.BestTestEpoch),
        };
}
