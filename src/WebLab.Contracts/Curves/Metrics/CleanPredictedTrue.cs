using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>The share of uncorrupted examples predicted as their label.</summary>
    public static Metric CleanPredictedTrue { get; } =
        new()
        {
            Number = 10,
            Name = "uncorrupted.true",
            Aliases = ["clean-predicted-true"],
            Title = "Uncorrupted, predicted as true",
            ShortTitle = "true label",
            Help = "The share of uncorrupted examples predicted as their label.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = null,
            Share = new(MetricChart.Uncorrupted, "true label", "true"),
            Compute = epoch => epoch.Train.CleanPredictedTrueShare,
        };
}
