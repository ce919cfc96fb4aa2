using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Mean training loss over the images of the last epoch; "time to fit" is judged by it.</summary>
    public static Metric TrainLoss { get; } =
        new()
        {
            Number = 1,
            Name = "train.loss",
            Aliases = ["loss", "train-loss"],
            Title = "Training loss",
            ShortTitle = "epoch mean",
            Help = "Mean training loss over the images of the last epoch; \"time to fit\" is judged by it.",
            Scale = MetricScale.Loss,
            Better = Better.Lower,
            Chart = MetricChart.TrainLoss,
            Figure = new(60) { OfKernel = ("Squared error", "of the training images") },
            BestName = "loss.best",
            Compute = epoch => epoch.TrainLoss,
            FromOldResult = result => result.TrainLoss,
            BestFromOldResult = result => result.Best?.TrainLoss,
        };
}
