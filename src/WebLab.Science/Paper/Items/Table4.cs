using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Table 4: training accuracy on random labels with regularisers turned on.</summary>
internal static class Table4
{
    private const string Unstated = "epochs and coefficients are not stated.";
    private const string Candidate = "one of the coefficients that the paper may have taken; it states none.";

    public static PaperItem Item { get; } =
        new()
        {
            Id = "table4",
            Number = "Table 4",
            Name = "Regularisers against random labels",
            Shows =
                "Regularisers of the usual strength do not stop a network from fitting random labels. Where one does (AlexNet with "
                + "weight decay), training fails altogether.",
            Compared =
                "The paper prints training accuracies on random labels, without seeds, epochs or coefficients. Compared are the means "
                + "over seeds after the last epoch, each weight decay against the same printed value; with augmentation the accuracy on "
                + "the images as they were trained on.",
            SmallScale =
                "The MLPs on the first 2,000 images, AlexNet on 500 in batches of 25 until it has fitted. The paper does not print its "
                + "weight decay, so that three stand side by side: 1e-4, which pulls a weight of an MLP down by about 1 % over such a run "
                + "and could hardly keep it from fitting, 5e-4, and 0.004 on AlexNet's hidden layers alone, as in TensorFlow's tutorial.",
            Chart = PaperChart.Table,
            Rows =
            [
                Decay("Inception", ModelName.SmallInception, 1, 0.015, Unstated),
                Decay("AlexNet", ModelName.SmallAlexnet, null, 0, "the paper prints \"failed to converge\"."),
                Decay("MLP 3x512", ModelName.Mlp3x512, 1, 0.015, Unstated),
                Decay("MLP 1x512", ModelName.Mlp1x512, .9921, 0.015, Unstated),
                Decay("AlexNet", ModelName.SmallAlexnet, null, 0, Candidate, Larger, "weight decay 5e-4"),
                Decay("AlexNet", ModelName.SmallAlexnet, null, 0, Candidate, OfTheTutorial, "weight decay 0.004 on hidden layers"),
                Decay("MLP 3x512", ModelName.Mlp3x512, 1, 0.015, Candidate, Larger, "weight decay 5e-4"),
                Decay("MLP 1x512", ModelName.Mlp1x512, .9921, 0.015, Candidate, Larger, "weight decay 5e-4"),
                Augmented("Inception", "random cropping", new() { RandomCrop = true }, .9993),
                Augmented("Inception", "flip and rotation", new() { HorizontalFlip = true, Rotation = 25 }, .9928),
            ],
            Claims =
            [
                new(
                    "With weight decay the MLPs still fit random labels (train accuracy at least 98 %).",
                    results => results.Within(PaperMeasure.TrainAccuracy, 0.98, 1, "MLP 3x512 · weight decay", "MLP 1x512 · weight decay")
                ),
                new(
                    "With five times that weight decay as well.",
                    results =>
                        results.Within(
                            PaperMeasure.TrainAccuracy,
                            0.98,
                            1,
                            "MLP 3x512 · weight decay 5e-4",
                            "MLP 1x512 · weight decay 5e-4"
                        )
                ),
            ],
        };

    private static RunSpec Usual(RunSpec spec) => spec with { WeightDecay = PaperSpecs.WeightDecay };

    private static RunSpec Larger(RunSpec spec) => spec with { WeightDecay = 5e-4 };

    private static RunSpec OfTheTutorial(RunSpec spec) => spec with { ModelFields = FieldGroup.Empty.With("denseWeightDecay", 0.004) };

    private static PaperRow Decay(string network, string model, double? train, double tolerance, string reason) =>
        Decay(network, model, train, tolerance, reason, Usual, "weight decay");

    private static PaperRow Decay(
        string network,
        string model,
        double? train,
        double tolerance,
        string reason,
        Func<RunSpec, RunSpec> decayed,
        string condition
    )
    {
        RunSpec With(RunSpec spec) => decayed(spec.With(CorruptionKind.RandomLabels));
        return new(
            $"{network} · {condition}",
            With(PaperSpecs.Full(model, 100)),
            Small(model) is { } small ? With(small) : null,
            [new(PaperMeasure.TrainAccuracy, train, tolerance, reason)]
        )
        {
            Part = network,
        };
    }

    private static RunSpec? Small(string model) =>
        model switch
        {
            ModelName.Mlp1x512 or ModelName.Mlp3x512 => PaperSpecs.Small(model, 2_000, 80),
            ModelName.SmallAlexnet => PaperSpecs.Small(model, 500, 100) with { BatchSize = 25, StopWhenFitted = true },
            _ => null,
        };

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
