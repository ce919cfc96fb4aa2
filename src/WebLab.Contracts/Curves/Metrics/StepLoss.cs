using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Training loss (cross-entropy in nats against given labels) of one step, train mode.</summary>
    public static Metric StepLoss { get; } =
        new()
        {
            Number = 0,
            Name = "step.loss",
            Aliases = ["step-loss"],
            Title = "Step loss",
            ShortTitle = "one step",
            Help = "Training loss (cross-entropy in nats against given labels) of one step, train mode.",
            Scale = MetricScale.Loss,
            Better = Better.Lower,
            Chart = MetricChart.TrainLoss,
            Line = LineStyle.Faint,
            Compute = null,
        };
}
