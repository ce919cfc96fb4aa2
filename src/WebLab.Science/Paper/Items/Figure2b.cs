using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Figure 2b: small Inception with and without batch normalisation, true labels.</summary>
internal static class Figure2b
{
    private const string Plotted = "one seed is plotted, read from the figure.";

    public static PaperItem Item { get; } =
        new()
        {
            Id = "fig2b",
            Number = "Figure 2b",
            Name = "Batch normalisation",
            Shows =
                "Batch normalisation steadies the learning curve and helps a little. Without it the same network generalises almost as "
                + "well: it is not what explains generalisation.",
            Compared =
                "The paper plots training and test accuracy over steps, one seed. Compared are the last and the best test accuracy, "
                + "read from the figure; the best was chosen on the test set. Here the network without batch normalisation starts more "
                + "slowly: 18.6 % of the training set after 100 steps of full size, where the paper's has 70.2 % after 404.",
            SmallScale =
                "2,000 of the images that WebLab draws itself, 12 epochs and half of the paper's learning rate: with the paper's, on "
                + "4,000 images of CIFAR-10, the network "
                + "without batch normalisation had learned nothing after 600 steps.",
            Chart = PaperChart.AccuracyCurves,
            Rows =
            [
                Row("Inception", ModelName.SmallInception, 0.8653, 0.8672),
                Row("Inception w/o BN", ModelName.SmallInceptionNoBn, 0.8492, 0.8534),
            ],
            Claims =
            [
                new(
                    "Both networks learn far more than chance (test accuracy above 20 %).",
                    results => results.Within(PaperMeasure.TestAccuracy, 0.2, 1, "Inception", "Inception w/o BN")
                ),
                new(
                    "Batch normalisation helps: with it the network ends higher.",
                    results => results.Rises(PaperMeasure.TestAccuracy, "Inception w/o BN", "Inception")
                ),
            ],
        };

    private static PaperRow Row(string name, string model, double end, double peak) =>
        new(
            name,
            PaperSpecs.Full(model, 51),
            PaperSpecs.Small(model, 2_000, 12) with
            {
                Dataset = DatasetName.Generated,
                TestSize = 500,
                BatchSize = 32,
                LearningRate = 0.05,
            },
            [new(PaperMeasure.TestAccuracy, end, 0.015, Plotted), new(PaperMeasure.BestTestAccuracy, peak, 0.015, Plotted)]
        );
}
