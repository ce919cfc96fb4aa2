using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Accuracy on the held-out part of the training set against given labels.</summary>
    public static Metric HoldOutAccuracy { get; } =
        new()
        {
            Number = 12,
            Name = "holdout.acc",
            Aliases = ["hold-out-accuracy"],
            Title = "Hold-out accuracy",
            ShortTitle = "held out, given labels",
            Help = "Accuracy on the held-out part of the training set against given labels.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = new("hold-out", "Hold-out accuracy", 70) { IsOptional = true },
            BestName = "holdout.best",
            Error = new(
                "holdout.err",
                "Hold-out error",
                "Share of the held-out part of the training set not predicted as given: 1 - hold-out accuracy."
            ),
            Compute = epoch => epoch.HoldOutAccuracy,
        };
}
