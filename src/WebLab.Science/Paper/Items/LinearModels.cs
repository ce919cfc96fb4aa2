using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Section 5: a linear model fits any labels as soon as it has as many features as there are images, and no sooner.</summary>
internal static class LinearModels
{
    private const string Softmax = "softmax";
    private const string Mlp = "MLP 1x512";
    private const string Many = $"{Softmax} · random labels, more images than it can fit";
    private const string Few = $"{Softmax} · random labels, fewer images than pixels";
    private const string Learned = $"{Softmax} · true labels";
    private const string Network = $"{Mlp} · random labels";

    // Fewer than the 2,352 numbers of an image; and twice as many as ten classes of weights on them can fit (docs/results.md).
    private const int FewImages = 1_000,
        ManyImages = 20_000;

    public static PaperItem Item { get; } =
        new()
        {
            Id = "linear",
            Number = "Section 5",
            Name = "Linear models and random labels",
            Shows =
                "The traditional model, softmax regression, fits random labels of up to about 10,000 images, four for each of an image's "
                + "2,352 numbers, "
                + "and of no more; a network of one hidden layer fits them all. What the linear model lacks is not a principle but "
                + "features.",
            Compared =
                "The paper argues of linear models in words and prints no such runs: no value of it is compared, and the claims are "
                + "WebLab's own.",
            SmallScale = "20,000 images of CIFAR-10 instead of 50,000; 1,000 where there are to be fewer images than pixels.",
            Chart = PaperChart.AccuracyCurves,
            Rows =
            [
                Row(Softmax, Learned, ModelName.Linear, CorruptionKind.TrueLabels),
                Row(Softmax, Many, ModelName.Linear, CorruptionKind.RandomLabels),
                Row(Mlp, Network, ModelName.Mlp1x512, CorruptionKind.RandomLabels),
                new(
                    Few,
                    Budget(PaperSpecs.Full(ModelName.Linear, Epochs)).With(CorruptionKind.RandomLabels) with
                    {
                        TrainSize = FewImages,
                    },
                    Fewer,
                    []
                )
                {
                    Part = Softmax,
                },
            ],
            Claims =
            [
                new(
                    "Softmax regression does not fit random labels of so many images, with the same epochs and learning rate that fit "
                        + "few: under 60 % training accuracy.",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0, 0.6, Many)
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

    private const int Epochs = 300;

    private static RunSpec Fewer => Budget(PaperSpecs.Small(ModelName.Linear, FewImages, Epochs)).With(CorruptionKind.RandomLabels);

    private static PaperRow Row(string part, string name, string model, string kind) =>
        new(name, Sized(PaperSpecs.Full(model, 80)).With(kind), Sized(PaperSpecs.Small(model, ManyImages, 80)).With(kind), [])
        {
            Part = part,
        };

    private static RunSpec Sized(RunSpec spec) => spec.Model == ModelName.Linear ? Budget(spec) : spec with { StopWhenFitted = true };

    /// <summary>One budget for every row of softmax regression: what it does not fit, it does not fit for want of weights and not of
    /// steps.</summary>
    private static RunSpec Budget(RunSpec spec) => spec with { Epochs = Epochs, LearningRateDecay = 1 };
}
