using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>The share of corrupted examples predicted as their true label.</summary>
    public static Metric CorruptedPredictedTrue { get; } =
        new()
        {
            Number = 8,
            Name = "corrupted.true",
            Aliases = ["corrupted-predicted-true"],
            Title = "Corrupted, predicted as true",
            ShortTitle = "true label",
            Help = "The share of corrupted examples predicted as their true label.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = null,
            Share = new(MetricChart.Corrupted, "true label", "true"),
            Compute = epoch => epoch.Train.CorruptedPredictedTrueShare,
        };
}
