using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Mean accuracy of the epoch's own mini-batches, as augmented, in train mode: the paper's table 4 "online
    /// accuracy".</summary>
    public static Metric OnlineAccuracy { get; } =
        new()
        {
            Number = 13,
            Name = "online.acc",
            Aliases = ["online-accuracy"],
            Title = "Online accuracy",
            ShortTitle = "mini-batches as augmented",
            Help = "Mean accuracy of the epoch's own mini-batches, as augmented, in train mode: the paper's table 4 \"online accuracy\".",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = new("online", "Online accuracy", 80) { IsOptional = true },
            Error = new(
                "online.err",
                "Online error",
                "Share of the epoch's own mini-batches, as augmented, not predicted as given: 1 - online accuracy."
            ),
            Compute = epoch => epoch.OnlineAccuracy,
            FromOldResult = result => result.OnlineAccuracy,
        };
}
