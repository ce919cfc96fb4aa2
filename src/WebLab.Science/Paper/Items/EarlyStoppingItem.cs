using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>The claim of figure 2a, early stopping as an implicit regulariser, on CIFAR-10 and with a proper held-out split.</summary>
internal static class EarlyStoppingItem
{
    private const string Trained = "trained to the end";
    private const string Stopped = "stopped by a held-out tenth";

    public static PaperItem Item { get; } =
        new()
        {
            Id = "early-stopping",
            Number = "Figure 2a",
            Name = "Early stopping, on CIFAR-10",
            Shows =
                "On ImageNet the best test accuracy came early and early stopping could potentially have helped; on CIFAR-10 the paper "
                + "saw no such benefit. "
                + "With label noise the benefit is plain: the network learns the true labels before it memorises the false ones.",
            Compared =
                "The paper plots test accuracy over steps on ImageNet alone, with true labels; of CIFAR-10 it has a sentence. So no "
                + "value of it is compared here, and its figure is another data set's.",
            SmallScale = "The MLP on the first 5,000 images, with 40 % of the labels corrupted.",
            Chart = PaperChart.AccuracyCurves,
            Rows = [Row(Trained, 0), Row(Stopped, 0.1)],
            Claims =
            [
                new(
                    "With 40 % corrupted labels the network that stopped early tests better than the one that trained on.",
                    results => results.Greater(Stopped, PaperMeasure.EarlyStoppedTestAccuracy, Trained, PaperMeasure.TestAccuracy)
                ),
                new(
                    "Trained to the end, the best test accuracy came earlier and was higher than the last.",
                    results => results.Greater(Trained, PaperMeasure.BestTestAccuracy, Trained, PaperMeasure.TestAccuracy, margin: 0.01)
                ),
            ],
        };

    private static PaperRow Row(string name, double holdOut)
    {
        RunSpec With(RunSpec spec) =>
            spec.With(CorruptionKind.PartiallyCorruptedLabels, 0.4) with
            {
                Regularisers = new() { HoldOut = holdOut },
            };
        return new(name, With(PaperSpecs.Full(ModelName.SmallInception, 51)), With(PaperSpecs.Small(ModelName.Mlp1x512, 5_000, 60)), []);
    }
}
