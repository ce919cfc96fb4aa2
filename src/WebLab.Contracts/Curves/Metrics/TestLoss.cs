using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Mean cross-entropy on the test set against true labels.</summary>
    public static Metric TestLoss { get; } =
        new()
        {
            Number = 5,
            Name = "test.loss",
            Aliases = ["test-loss"],
            Title = "Test loss",
            ShortTitle = "test",
            Help = "Mean cross-entropy on the test set against true labels.",
            Scale = MetricScale.Loss,
            Better = Better.Lower,
            Chart = new("test-loss", "Test loss", 60) { IsOptional = true },
            Line = LineStyle.Dashed,
            BestName = "test.loss.best",
            IsBestByTest = true,
            Compute = epoch => epoch.TestLoss,
        };
}
