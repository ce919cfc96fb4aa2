using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>Training images a second of the last epoch, evaluation left out.</summary>
    public static Metric ImagesPerSecond { get; } =
        new()
        {
            Number = 15,
            Name = "epoch.speed",
            Aliases = ["images-per-second"],
            Title = "Images/s of the epoch",
            ShortTitle = "images a second",
            Help = "Training images a second of the last epoch, evaluation left out.",
            Scale = MetricScale.Rate,
            Better = Better.Higher,
            Chart = new("speed", "Training images a second", 100) { IsOptional = true },
            Compute = epoch => epoch.ImagesPerSecond,
        };
}
