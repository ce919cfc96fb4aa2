using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>The share of corrupted examples predicted neither as their given nor as their true label.</summary>
    public static Metric CorruptedPredictedOther { get; } =
        new()
        {
            Number = 9,
            Name = "corrupted.other",
            Aliases = ["corrupted-predicted-other"],
            Title = "Corrupted, predicted as another",
            ShortTitle = "another label",
            Help = "The share of corrupted examples predicted neither as their given nor as their true label.",
            Scale = MetricScale.Fraction,
            Better = Better.Neither,
            Chart = null,
            Share = new(MetricChart.Corrupted, "another label", "other"),
            Compute = epoch => epoch.Train.CorruptedPredictedOtherShare,
        };
}
