using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>The learning rate of the last epoch, after its decay.</summary>
    public static Metric LearningRate { get; } =
        new()
        {
            Number = 14,
            Name = "epoch.lr",
            Aliases = ["learning-rate"],
            Title = "Learning rate of the epoch",
            ShortTitle = "learning rate",
            Help = "The learning rate of the last epoch, after its decay.",
            Scale = MetricScale.Rate,
            Better = Better.Neither,
            Chart = new("learning-rate", "Learning rate", 90) { IsOptional = true },
            Compute = epoch => epoch.LearningRate,
            IsKnownAtStart = true,
        };
}
