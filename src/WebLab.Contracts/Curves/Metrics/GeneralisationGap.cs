using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Train minus test accuracy.</summary>
    public static Metric GeneralisationGap { get; } =
        new()
        {
            Number = 6,
            Name = "gap",
            Aliases = ["generalisation-gap"],
            Title = "Generalisation gap",
            ShortTitle = "train minus test",
            Help = "Train minus test accuracy.",
            Scale = MetricScale.Difference,
            Better = Better.Lower,
            Chart = new("gap", "Generalisation gap", 30),
            Figure = new(30),
            Compute = epoch => epoch.Train.TrainAccuracy - epoch.TestAccuracy,
            FromOldResult = result => result.GeneralisationGap,
        };
}
