using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>The columns of a ledger. Their names are stored in links and exports, and never change.</summary>
public static class LedgerColumns
{
    /// <summary>The column of published C-scores.</summary>
    public const string CScore = "c-score";

    /// <summary>The column of p(given) at an evaluation, which is computed from the loss and not stored.</summary>
    public const string ConfidenceNow = "confidence-now";

    /// <summary>The epoch at which EL2N is read as a summary: early in training, as in its paper's CIFAR-10 experiments.</summary>
    public const int El2nEpoch = 20;

    /// <summary>Those that have a value at each evaluation.</summary>
    public static IReadOnlyList<LedgerColumn> ByEpoch { get; } =
    [
        Now("prediction", "Prediction", "The class that is predicted.", isClass: true) with
        {
            IsBrief = true,
        },
        Now(
            "shown",
            "Prediction when shown",
            "The class that was predicted in the forward pass of the mini-batch that showed the example in the epoch.",
            isClass: true
        ),
        Now("loss", "Loss", "Cross-entropy against the given label: minus the logarithm of its probability.", "nats") with
        {
            IsBrief = true,
        },
        Now("margin", "Margin", "The logit of the given label less the largest other.") with
        {
            IsBrief = true,
        },
        Now(ConfidenceNow, "p(given)", "The probability that the network gives to the given label."),
        Now("el2n", "EL2N now", "The l2 norm of the softmax probabilities less the one-hot given label."),
    ];

    /// <summary>Those that sum up all evaluations.</summary>
    public static IReadOnlyList<LedgerColumn> Summaries { get; } =
    [
        Over("first-fit", "First fit", "The first epoch at whose end the prediction is the given label.", "epoch") with
        {
            IsBrief = true,
            Absent = "never",
        },
        Over("last-fit", "Last fit", "The first epoch from whose end on the prediction stays the given label.", "epoch") with
        {
            Absent = "never",
        },
        Over(
            "forgetting-events",
            "Forgetting events",
            "Times that the example was right when shown and wrong when shown next; of one that never was right, the times it was shown.",
            "times"
        ) with
        {
            IsBrief = true,
        },
        Over("never-learned", "Never learned", "1 where the example was never right when it was shown, else 0.") with
        {
            IsSwitch = true,
        },
        Over("confidence", "Confidence", "The mean over the epochs of the probability of the given label.") with
        {
            IsBrief = true,
        },
        Over("variability", "Variability", "The population standard deviation over the epochs of the probability of the given label."),
        Over("correctness", "Correctness", "The share of epochs at whose end the prediction is the given label."),
        Over("aum", "AUM", "Area under the margin: its mean over the epochs."),
        Over("el2n-early", "EL2N early", $"EL2N at epoch {El2nEpoch}, or at the last one before it."),
    ];

    private static readonly string[] OfTest =
    [
        "prediction",
        "loss",
        "margin",
        ConfidenceNow,
        "first-fit",
        "last-fit",
        "confidence",
        "variability",
        "correctness",
        "aum",
    ];

    /// <summary>The published C-scores of the data set.</summary>
    public static LedgerColumn CScores { get; } =
        Over(CScore, "C-score", "The published consistency score: how often networks that did not train on the example get it right.");

    /// <summary>Those of <see cref="ByEpoch"/> that there are of such examples.</summary>
    /// <param name="split">Which examples.</param>
    public static IReadOnlyList<LedgerColumn> ByEpochOf(RecordedSplit split) => Of(split, ByEpoch);

    /// <summary>Those of <see cref="Summaries"/> that there are of such examples.</summary>
    /// <param name="split">Which examples.</param>
    public static IReadOnlyList<LedgerColumn> SummariesOf(RecordedSplit split) => Of(split, Summaries);

    /// <summary>A column of another recorder, which a lab brought.</summary>
    internal static LedgerColumn Of(string recorder, ExampleColumn column) =>
        Now(
            $"{recorder}.{column.Name}",
            column.Title,
            $"What the recorder {recorder} keeps of each example as {column.Name}.",
            isClass: column.Type == ExampleColumnType.ClassIndex
        );

    // A test example is never trained on: it has no label but its true one, and is called so.
    private static IReadOnlyList<LedgerColumn> Of(RecordedSplit split, IReadOnlyList<LedgerColumn> columns) =>
        split switch
        {
            RecordedSplit.Train => columns,
            RecordedSplit.Test =>
            [
                .. columns
                    .Where(column => OfTest.Contains(column.Name))
                    .Select(column =>
                        column with
                        {
                            Title = column.Title.Replace("given", "true", StringComparison.Ordinal),
                            Help = column.Help.Replace("given label", "true label", StringComparison.Ordinal),
                        }
                    ),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, "There are no such examples."),
        };

    private static LedgerColumn Now(string name, string title, string help, string? unit = null, bool isClass = false) =>
        new(name, title, help, unit, isClass, IsByEpoch: true);

    private static LedgerColumn Over(string name, string title, string help, string? unit = null) =>
        new(name, title, help, unit, IsClass: false, IsByEpoch: false);
}
