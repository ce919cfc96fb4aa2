using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Table 4: training accuracy on random labels with regularisers turned on.</summary>
internal static class Table4
{
    private const string Unstated = "epochs and coefficients are not stated.";

    public static PaperItem Item { get; } =
        new()
        {
            Id = "table4",
            Number = "Table 4",
            Name = "Regularisers against random labels",
            Shows =
                "Regularisers of the usual strength do not stop a network from fitting random labels. Where one does (AlexNet with "
                + "weight decay), training fails altogether.",
            SmallScale =
                "The MLP rows on the first 2,000 images. The paper does not print its weight decay; 1e-4 pulls a weight down by about 1 % "
                + "over such a run, so that this scale could hardly come out otherwise.",
            Chart = PaperChart.Table,
            Rows =
            [
                Decay("Inception", ModelName.SmallInception, 1, 0.015, Unstated),
                Decay("AlexNet", ModelName.SmallAlexnet, null, 0, "the paper prints \"failed to converge\"."),
                Decay("MLP 3x512", ModelName.Mlp3x512, 1, 0.015, Unstated),
                Decay("MLP 1x512", ModelName.Mlp1x512, .9921, 0.015, Unstated),
                Augmented("Inception", "random cropping", new() { RandomCrop = true }, .9993),
                Augmented("Inception", "flip and rotation", new() { HorizontalFlip = true, Rotation = 25 }, .9928),
            ],
            Claims =
            [
                new(
                    "With weight decay the MLPs still fit random labels (train accuracy at least 98 %).",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0.98, 1, "MLP 3x512 · weight decay", "MLP 1x512 · weight decay")
                ),
            ],
        };

    private static PaperRow Decay(string network, string model, double? train, double tolerance, string reason)
    {
        RunSpec With(RunSpec spec) => spec.With(CorruptionKind.RandomLabels) with { WeightDecay = PaperSpecs.WeightDecay };
        return new(
            $"{network} · weight decay",
            With(PaperSpecs.Full(model, 100)),
            model is ModelName.Mlp1x512 or ModelName.Mlp3x512 ? With(PaperSpecs.Small(model, 2_000, 80)) : null,
            [new(PaperMeasure.TrainAccuracy, train, tolerance, reason)]
        )
        {
            Part = network,
        };
    }

    // "The learning rate decay factor is 0.999 and it takes more epochs" (appendix E).
    private static PaperRow Augmented(string network, string regulariser, Regularisers regularisers, double train) =>
        new(
            $"{network} · {regulariser}",
            PaperSpecs.Full(ModelName.SmallInception, 300).With(CorruptionKind.RandomLabels) with
            {
                LearningRateDecay = 0.999,
                Regularisers = regularisers,
            },
            null,
            [new(PaperMeasure.OnlineAccuracy, train, 0.02, "the number of epochs is not stated.")]
        )
        {
            Part = network,
        };
}
