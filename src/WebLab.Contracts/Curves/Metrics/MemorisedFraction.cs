using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

public partial class Metric
{
    /// <summary>The share of corrupted examples predicted as their given label.</summary>
    public static Metric MemorisedFraction { get; } =
        new()
        {
            Number = 7,
            Name = "memorised",
            Aliases = ["memorized", "memorised-fraction"],
            Title = "Memorised",
            ShortTitle = "corrupted, predicted as given",
            Help = "The share of corrupted examples predicted as their given label.",
            Scale = MetricScale.Fraction,
            Better = Better.Lower,
            Chart = new("memorised", "Memorised fraction", 50) { NeedsCorruptedLabels = true },
            Figure = new(50)
            {
                Heading = "Memorised",
                Aside = "of the corrupted examples",
                NeedsCorruptedLabels = true,
            },
            Share = new(MetricChart.Corrupted, "given label (memorised)", "given"),
            Compute = epoch => epoch.Train.MemorisedFraction,
            FromOldResult = result => result.MemorisedFraction,
        };
}
