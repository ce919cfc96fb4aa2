using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Paper.Items;

/// <summary>Figure 2b: small Inception with and without batch normalisation, true labels.</summary>
internal static class Figure2b
{
    private const string Plotted = "one seed is plotted, read from the figure.";

    public static PaperItem Item { get; } = new()
    {
        Id = "fig2b",
        Title = "Figure 2b · Batch normalisation",
        Shows = "Batch normalisation steadies the learning curve and helps a little. Without it the same network generalises almost as well: it is not what explains generalisation.",
        SmallScale = "The first 1,000 images of CIFAR-10 and 20 epochs.",
        Chart = PaperChart.AccuracyCurves,
        Rows =
        [
            Row("Inception", ModelName.SmallInception, 0.8653, 0.8672),
            Row("Inception w/o BN", ModelName.SmallInceptionNoBn, 0.8492, 0.8534),
        ],
        Claims =
        [
            new("Both networks learn far more than chance (test accuracy above 20 %).",
                results => results.Within(PaperMeasure.TestAccuracy, 0.2, 1, "Inception", "Inception w/o BN")),
        ],
    };

    private static PaperRow Row(string name, ModelName model, double end, double peak) => new(
        name,
        PaperSpecs.Full(model, 51),
        PaperSpecs.Small(model, 1_000, 20) with { TestSize = 1_000 },
        [
            new(PaperMeasure.TestAccuracy, end, 0.015, Plotted),
            new(PaperMeasure.BestTestAccuracy, peak, 0.015, Plotted),
        ]);
}
