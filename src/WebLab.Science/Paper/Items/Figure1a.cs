using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Figure 1a: training loss of small Inception under five conditions.</summary>
internal static class Figure1a
{
    private const string Seeds =
        "one seed is plotted, and how long a network waits at ln 10 moves with seed and initialisation (paper.md 1.11).";

    public static PaperItem Item { get; } =
        new()
        {
            Id = "fig1a",
            Number = "Figure 1a",
            Name = "Learning curves",
            Shows =
                "One network fits true labels, shuffled pixels, random pixels, Gaussian noise and random labels, all to zero training "
                + "loss with the same hyperparameters. "
                + "Only the time it takes differs.",
            Compared =
                "The paper plots the training loss of each step, one seed. Compared are the curves, and the epochs to a mean training "
                + "loss of 0.05, the threshold by which its figure reads as its text does.",
            SmallScale =
                "The paper's own network, small Inception, on 1,000 of the images that WebLab draws itself, each run until it has fitted: "
                + "few enough for a processor, and simple enough that random labels take longest. At this size Gaussian images are fitted "
                + "first, third in the paper, and true labels and shuffled pixels lie close.",
            Chart = PaperChart.LossCurves,
            Rows =
            [
                Row("true labels", CorruptionKind.TrueLabels, 10, 25),
                Row("shuffled pixels", CorruptionKind.ShuffledPixels, 15, 30),
                Row("gaussian", CorruptionKind.Gaussian, 21, 15),
                Row("random pixels", CorruptionKind.RandomPixels, 23, 35),
                Waiting(Row("random labels", CorruptionKind.RandomLabels, 36, 50)),
            ],
            Claims =
            [
                new(
                    "Random labels take longer to fit than true labels.",
                    results => results.Rises(PaperMeasure.TimeToFit, "true labels", "random labels")
                ),
                new(
                    "And longer than shuffled pixels.",
                    results => results.Rises(PaperMeasure.TimeToFit, "shuffled pixels", "random labels")
                ),
                new(
                    "Shuffled pixels take longer than true labels.",
                    results => results.Rises(PaperMeasure.TimeToFit, "true labels", "shuffled pixels")
                ),
                new(
                    "The whole order of the paper: true labels, shuffled pixels, Gaussian noise, random pixels, random labels.",
                    results =>
                        results.Rises(
                            PaperMeasure.TimeToFit,
                            "true labels",
                            "shuffled pixels",
                            "gaussian",
                            "random pixels",
                            "random labels"
                        )
                )
                {
                    At = PaperScale.Full,
                },
                new(
                    "With random labels the loss waits at ln 10, where nothing is learnt, for epochs; with true labels it does not.",
                    results => results.Rises(PaperMeasure.TimeAtChance, "true labels", "random labels")
                )
                {
                    At = PaperScale.Full,
                },
                new(
                    "Every condition is fitted: train accuracy at least 99 %.",
                    results =>
                        results.Within(
                            PaperMeasure.TrainAccuracy,
                            0.99,
                            1,
                            "true labels",
                            "shuffled pixels",
                            "gaussian",
                            "random pixels",
                            "random labels"
                        )
                ),
                new(
                    "With random labels test accuracy is chance, 10 % within 3 points.",
                    results => results.Within(PaperMeasure.TestAccuracy, 0.07, 0.13, "random labels")
                ),
            ],
        };

    /// <summary>Each condition may take about half as many epochs again as it took. With a smaller learning rate shuffled pixels are
    /// memorised before true labels are learnt to the last image; with a larger one all takes longer (docs/results.md).</summary>
    private static RunSpec Small(int epochs) =>
        PaperSpecs.Small(ModelName.SmallInception, 1_000, epochs) with
        {
            Dataset = DatasetName.Generated,
            TestSize = 1_000,
            BatchSize = 25,
            LearningRate = 0.04,
            LearningRateDecay = 0.95,
            StopWhenFitted = true,
        };

    private static PaperRow Row(string name, string kind, double epochs, int smallEpochs) =>
        new(
            name,
            PaperSpecs.Full(ModelName.SmallInception, 68).With(kind),
            Small(smallEpochs).With(kind),
            [new(PaperMeasure.TimeToFit, epochs, Math.Max(2, 0.3 * epochs), Seeds)]
        );

    /// <summary>The published curve is at 2.303, 2.305, 2.304, 2.301 and so on for about 7 epochs.</summary>
    private static PaperRow Waiting(PaperRow row) =>
        row with
        {
            Published = [.. row.Published, new(PaperMeasure.TimeAtChance, 7, 3, Seeds)],
        };
}
