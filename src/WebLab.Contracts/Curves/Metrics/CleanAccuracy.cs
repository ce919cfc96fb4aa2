using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Accuracy on the training images against true labels.</summary>
    public static Metric CleanAccuracy { get; } =
        new()
        {
            Number = 3,
            Name = "clean.acc",
            Aliases = ["clean.accuracy", "clean-accuracy"],
            Title = "Clean accuracy",
            ShortTitle = "training images, true labels",
            Help = "Accuracy on the training images against true labels.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = new("clean", "Clean accuracy", 40) { NeedsCorruptedLabels = true },
            Figure = new(40) { NeedsCorruptedLabels = true },
            BestName = "clean.best",
            Error = new("clean.err", "Clean error", "Share of the training images not predicted as their true label: 1 - clean accuracy."),
            Compute = epoch => epoch.Train.CleanAccuracy,
            FromOldResult = result => result.CleanAccuracy,
            BestFromOldResult = result => result.Best?.CleanAccuracy,
        };
}
