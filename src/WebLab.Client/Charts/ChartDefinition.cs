using WebLab.Contracts.Curves;

namespace WebLab.Client.Charts;

/// <summary>A chart: what it draws of each run.</summary>
/// <param name="Id">Its name in the page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lines">Its metrics.</param>
/// <param name="IsShare">Whether its values are fractions, shown in percent.</param>
/// <param name="MayLog">Whether a logarithmic axis makes sense.</param>
/// <param name="IsArea">Whether its lines are stacked areas.</param>
public sealed record ChartDefinition(
    string Id,
    string Title,
    IReadOnlyList<ChartLine> Lines,
    bool IsShare = true,
    bool MayLog = true,
    bool IsArea = false
)
{
    /// <summary>The charts of one run or of several compared.</summary>
    public static IReadOnlyList<ChartDefinition> Measures { get; } =
    [
        new(
            "loss",
            "Training loss",
            [new(Metric.StepLoss, "one step", LineStyle.Faint), new(Metric.TrainLoss, "epoch mean")],
            IsShare: false
        ),
        new("accuracy", "Accuracy", [new(Metric.TrainAccuracy, "train"), new(Metric.TestAccuracy, "test", LineStyle.Dashed)]),
        new("gap", "Generalisation gap", [new(Metric.GeneralisationGap, "train minus test")]),
        new("clean", "Clean accuracy", [new(Metric.CleanAccuracy, "training images, true labels")]),
        new("memorised", "Memorised fraction", [new(Metric.MemorisedFraction, "corrupted, predicted as given")]),
    ];

    /// <summary>The same for a run whose labels are all true, where clean accuracy is train accuracy and nothing is memorised.</summary>
    public static IReadOnlyList<ChartDefinition> WithoutCorruptedLabels { get; } = [.. Measures.Take(3)];

    /// <summary>What becomes of a run's corrupted and clean training examples.</summary>
    public static IReadOnlyList<ChartDefinition> Signature { get; } =
    [
        new(
            "corrupted",
            "Corrupted examples are predicted as",
            [
                new(Metric.MemorisedFraction, "given label (memorised)", Share: "given"),
                new(Metric.CorruptedPredictedTrue, "true label", Share: "true"),
                new(Metric.CorruptedPredictedOther, "another label", Share: "other"),
            ],
            IsArea: true
        ),
        new(
            "uncorrupted",
            "Clean examples are predicted as",
            [new(Metric.CleanPredictedTrue, "true label", Share: "true"), new(Metric.CleanPredictedOther, "another label", Share: "other")],
            IsArea: true
        ),
    ];
}
