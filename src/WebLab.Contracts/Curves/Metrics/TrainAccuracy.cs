using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Accuracy on the training set against given labels.</summary>
    public static Metric TrainAccuracy { get; } =
        new()
        {
            Number = 2,
            Name = "train.acc",
            Aliases = ["train.accuracy", "train-accuracy"],
            Title = "Train accuracy",
            ShortTitle = "train",
            Help = "Accuracy on the training set against given labels.",
            Scale = MetricScale.Fraction,
            Better = Better.Higher,
            Chart = MetricChart.Accuracy,
            Figure = new(10) { Heading = "Train" },
            BestName = "train.best",
            Error = new("train.err", "Train error", "Share of the training set not predicted as given: 1 - train accuracy."),
            Compute = epoch => epoch.Train.TrainAccuracy,
            FromOldResult = result => result.TrainAccuracy,
            BestFromOldResult = result => result.Best?.TrainAccuracy,
        };
}
