using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>The share of uncorrupted examples predicted as something else.</summary>
    public static Metric CleanPredictedOther { get; } =
        new()
        {
            Number = 11,
            Name = "uncorrupted.other",
            Aliases = ["clean-predicted-other"],
            Title = "Uncorrupted, predicted as another",
            ShortTitle = "another label",
            Help = "The share of uncorrupted examples predicted as something else.",
            Scale = MetricScale.Fraction,
            Better = Better.Lower,
            Chart = null,
            Share = new(MetricChart.Uncorrupted, "another label", "other"),
            Compute = epoch => epoch.Train.CleanPredictedOtherShare,
        };
}
