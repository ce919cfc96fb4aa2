using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>Table 1: train and test accuracy of five networks with and without explicit regularisers, and on random labels; 19
/// rows.</summary>
internal static class Table1
{
    public static PaperItem Item { get; } =
        new()
        {
            Id = "table1",
            Number = "Table 1",
            Name = "Regularisers on CIFAR-10",
            Shows =
                "Explicit regularisers help a little and are neither necessary nor sufficient: without any, networks generalise almost "
                + "as well. "
                + "And with random labels the same networks still reach 100 % on the training set.",
            Compared =
                "The paper prints one training and one test accuracy a row, without seeds, epochs or weight decay. Compared are the "
                + "means over seeds after the last epoch, with a weight decay of 1e-4, that of the first author's published code.",
            SmallScale = "The MLP rows on the first 2,000 images.",
            Chart = PaperChart.Table,
            Rows =
            [
                Row("Inception", ModelName.SmallInception, true, true, 1, .8905),
                Row("Inception", ModelName.SmallInception, true, false, 1, .8931),
                Row("Inception", ModelName.SmallInception, false, true, 1, .8603),
                Row("Inception", ModelName.SmallInception, false, false, 1, .8575),
                RandomLabels("Inception", ModelName.SmallInception, 1, .0978),
                Row("Inception w/o BN", ModelName.SmallInceptionNoBn, false, true, 1, .8300),
                Row("Inception w/o BN", ModelName.SmallInceptionNoBn, false, false, 1, .8200),
                RandomLabels("Inception w/o BN", ModelName.SmallInceptionNoBn, 1, .1012),
                Row("AlexNet", ModelName.SmallAlexnet, true, true, .9990, .8122),
                Row("AlexNet", ModelName.SmallAlexnet, true, false, .9982, .7966),
                Row("AlexNet", ModelName.SmallAlexnet, false, true, 1, .7736),
                Row("AlexNet", ModelName.SmallAlexnet, false, false, 1, .7607),
                RandomLabels("AlexNet", ModelName.SmallAlexnet, .9982, .0986),
                Row("MLP 3x512", ModelName.Mlp3x512, false, true, 1, .5335),
                Row("MLP 3x512", ModelName.Mlp3x512, false, false, 1, .5239),
                RandomLabels("MLP 3x512", ModelName.Mlp3x512, 1, .1048),
                Row("MLP 1x512", ModelName.Mlp1x512, false, true, .9980, .5039),
                Row("MLP 1x512", ModelName.Mlp1x512, false, false, 1, .5051),
                RandomLabels("MLP 1x512", ModelName.Mlp1x512, .9934, .1061),
            ],
            Claims =
            [
                new(
                    "The MLPs fit random labels as they fit true ones (train accuracy at least 98 %), and then know nothing (test "
                        + "accuracy 10 % within 3 points).",
                    results =>
                        PaperResults.All(
                            results.Within(
                                PaperMeasure.TrainAccuracy,
                                0.98,
                                1,
                                Name("MLP 3x512", "random labels"),
                                Name("MLP 1x512", "random labels")
                            ),
                            results.Within(
                                PaperMeasure.TestAccuracy,
                                0.07,
                                0.13,
                                Name("MLP 3x512", "random labels"),
                                Name("MLP 1x512", "random labels")
                            )
                        )
                ),
                new(
                    "Without weight decay the MLPs generalise about as well: within 4 points.",
                    results => PaperResults.All(Near(results, "MLP 3x512"), Near(results, "MLP 1x512"))
                ),
            ],
        };

    private static ClaimFinding Near(PaperResults results, string network) =>
        results.Near(Name(network, "weight decay"), Name(network, "no regulariser"), PaperMeasure.TestAccuracy, 0.04);

    private static PaperRow Row(string network, string model, bool crop, bool decay, double train, double test)
    {
        var regularisers = (crop, decay) switch
        {
            (true, true) => "random crop and weight decay",
            (true, false) => "random crop",
            (false, true) => "weight decay",
            (false, false) => "no regulariser",
        };
        RunSpec With(RunSpec spec) =>
            spec with
            {
                WeightDecay = decay ? PaperSpecs.WeightDecay : 0,
                Regularisers = spec.Regularisers with { RandomCrop = crop },
            };
        // Cropped images are new each epoch, so fitting them takes about twice as long.
        return Row(
            network,
            model,
            regularisers,
            With(PaperSpecs.Full(model, crop ? 100 : 60)),
            With(PaperSpecs.Small(model, 2_000, 60)),
            train,
            test
        );
    }

    private static PaperRow RandomLabels(string network, string model, double train, double test) =>
        Row(
            network,
            model,
            "random labels",
            PaperSpecs.Full(model, 80).With(CorruptionKind.RandomLabels),
            PaperSpecs.Small(model, 2_000, 60).With(CorruptionKind.RandomLabels),
            train,
            test
        );

    private static PaperRow Row(string network, string model, string condition, RunSpec full, RunSpec small, double train, double test) =>
        new(
            Name(network, condition),
            full,
            model is ModelName.Mlp1x512 or ModelName.Mlp3x512 ? small : null,
            [
                new(PaperMeasure.TrainAccuracy, train, 0.015, "the number of epochs is not stated."),
                new(
                    PaperMeasure.TestAccuracy,
                    test,
                    model == ModelName.SmallAlexnet ? 0.06 : 0.015,
                    model == ModelName.SmallAlexnet
                        ? "the paper prints neither the weight decay nor the constants of AlexNet's normalisation."
                        : "one seed, weight decay and epochs not stated."
                ),
            ]
        )
        {
            Part = network,
        };

    private static string Name(string network, string condition) => $"{network} · {condition}";
}
