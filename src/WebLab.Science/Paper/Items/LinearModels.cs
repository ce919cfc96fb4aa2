using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Section 5: a linear model fits any labels as soon as it has as many features as there are images, and no sooner.</summary>
internal static class LinearModels
{
    private const string Many = "softmax · random labels, more images than pixels";
    private const string Few = "softmax · random labels, fewer images than pixels";
    private const string Learned = "softmax · true labels";
    private const string Network = "MLP 1x512 · random labels";

    // Fewer than the 2,352 numbers of an image.
    private const int FewImages = 1_000;

    public static PaperItem Item { get; } =
        new()
        {
            Id = "linear",
            Title = "Section 5 · Linear models and random labels",
            Shows =
                "The traditional model, softmax regression, cannot fit random labels of more images than an image has pixels, where a "
                + "network of one hidden layer can. "
                + "With fewer images it fits any labels too: what it lacks is not a principle but features.",
            SmallScale = "5,000 images of CIFAR-10 instead of 50,000; 1,000 where there are to be fewer images than pixels.",
            Chart = PaperChart.AccuracyCurves,
            Rows =
            [
                Row(Learned, ModelName.Linear, CorruptionKind.TrueLabels),
                Row(Many, ModelName.Linear, CorruptionKind.RandomLabels),
                Row(Network, ModelName.Mlp1x512, CorruptionKind.RandomLabels),
                new(Few, Fewer, Fewer with { TestSize = 2_000 }, []),
            ],
            Claims =
            [
                new(
                    "On random labels of more images than pixels softmax regression stays under 70 % training accuracy.",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0, 0.7, Many)
                ),
                new(
                    "A network with one hidden layer fits the same labels: at least 99 %.",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0.99, 1, Network)
                ),
                new(
                    "With fewer images than pixels softmax regression fits random labels as well: at least 99 %.",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0.99, 1, Few)
                ),
            ],
        };

    private static RunSpec Fewer =>
        PaperSpecs.Full(ModelName.Linear, 600).With(CorruptionKind.RandomLabels) with
        {
            TrainSize = FewImages,
            LearningRateDecay = 1,
        };

    private static PaperRow Row(string name, string model, string kind) =>
        new(name, PaperSpecs.Full(model, 80).With(kind), PaperSpecs.Small(model, 5_000, 60).With(kind), []);
}
