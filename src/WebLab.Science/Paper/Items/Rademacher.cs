using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper.Items;

/// <summary>
/// Section 2.2: a class of networks that fits random labels has an empirical Rademacher complexity near 1, its greatest value, and a bound
/// made of it says nothing. Each seed draws labels of its own, so that the mean over seeds estimates the expectation.
/// </summary>
internal static class Rademacher
{
    public static PaperItem Item { get; } =
        new()
        {
            Id = "rademacher",
            Number = "Section 2",
            Name = "Rademacher complexity",
            Shows =
                "Empirical Rademacher complexity asks how well a class of functions can match random labels: near 0 a bound on the test "
                + "error follows, near 1 none does. "
                + "The networks that generalise match them all.",
            Compared =
                "The paper measures no complexity: it argues that it is approximately 1 where random labels are fitted. Compared with "
                + "that is (10 a - 1) / 9 for a training accuracy a on random labels, 0 for a guess and 1 for all, as a mean over "
                + "seeds.",
            SmallScale =
                "The MLPs on the first 1,000 images, each until it has fitted; the complexity of 50,000 can only be seen at full scale.",
            Chart = PaperChart.Table,
            Rows =
            [
                Row("MLP 1x512", ModelName.Mlp1x512),
                Row("MLP 3x512", ModelName.Mlp3x512),
                Row("AlexNet", ModelName.SmallAlexnet),
                Row("Inception", ModelName.SmallInception),
            ],
            Claims =
            [
                new(
                    "The complexity of both MLPs is at least 0.99: the bound allows any test error.",
                    results => results.Within(PaperMeasure.RademacherComplexity, 0.99, 1, "MLP 1x512", "MLP 3x512")
                ),
            ],
        };

    private static PaperRow Row(string name, string model) =>
        new(
            name,
            PaperSpecs.Full(model, 80).With(CorruptionKind.RandomLabels),
            model is ModelName.Mlp1x512 or ModelName.Mlp3x512
                ? PaperSpecs.Small(model, 1_000, 80).With(CorruptionKind.RandomLabels) with
                {
                    StopWhenFitted = true,
                }
                : null,
            [new(PaperMeasure.RademacherComplexity, 1, 0.02, "\"approximately 1\" in the paper, for labels fitted to within a percent.")]
        );
}
