using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Examples;

namespace WebLab.Client.Examples;

/// <summary>What is recorded of an example, in words.</summary>
internal static class LedgerText
{
    public static readonly IReadOnlyList<(RecordedSplit Split, string Title)> Splits =
    [
        (RecordedSplit.Train, "Training examples"),
        (RecordedSplit.Test, "Test examples"),
    ];

    private static readonly IReadOnlyList<(LedgerShow Show, string Title)> OfTraining =
    [
        (LedgerShow.All, "All"),
        (LedgerShow.Corrupted, "Corrupted"),
        (LedgerShow.Clean, "Clean"),
        (LedgerShow.CorruptedFitted, "Corrupted and fitted"),
        (LedgerShow.CorruptedNotFitted, "Corrupted, not fitted"),
        (LedgerShow.CleanNotFitted, "Clean, not fitted"),
        (LedgerShow.NeverLearned, "Never learned"),
        (LedgerShow.Forgotten, "Forgotten"),
        (LedgerShow.HeldOut, "Held out"),
    ];

    private static readonly IReadOnlyList<(LedgerShow Show, string Title)> OfTest =
    [
        (LedgerShow.All, "All"),
        (LedgerShow.Fitted, "Right"),
        (LedgerShow.NotFitted, "Wrong"),
        (LedgerShow.NeverFitted, "Never right"),
    ];

    /// <summary>Which of the ledger's examples can be shown alone; none that there cannot be any of.</summary>
    public static IEnumerable<(LedgerShow Show, string Title)> Shows(this LedgerFacts facts) =>
        facts.Split == RecordedSplit.Test
            ? OfTest
            : OfTraining.Where(each =>
                each.Show switch
                {
                    LedgerShow.Corrupted or LedgerShow.CorruptedFitted or LedgerShow.CorruptedNotFitted => facts.Corrupted > 0,
                    LedgerShow.HeldOut => facts.HeldOut > 0,
                    _ => true,
                }
            );

    /// <summary>What the label is called that predictions are held against.</summary>
    public static string LabelWord(this LedgerFacts facts) => facts.Split == RecordedSplit.Test ? "True" : "Given";

    /// <summary>The split as a route and an image's address name it.</summary>
    public static string SplitName(this LedgerFacts facts) => Names<RecordedSplit>.Of(facts.Split);

    public static string Class(this LedgerFacts facts, float? label) =>
        label is { } known && known >= 0 && known < facts.Classes.Count ? facts.Classes[(int)known] : "–";

    public static string Value(this LedgerFacts facts, LedgerColumn column, float? value) =>
        column.IsClass ? facts.Class(value)
        : column.IsSwitch ? (value == 1 ? "yes" : "no")
        : value is { } whole && whole == MathF.Round(whole) && Math.Abs(whole) < 1e6 ? Format.Count(whole)
        : value is null && column.Absent is { } absent ? absent
        : Format.Number(value is { } number ? Math.Round(number, 4) : null);

    /// <summary>The columns whose values are amounts, a lab's own too: what an axis or a range can be of.</summary>
    public static IEnumerable<LedgerColumn> Amounts(this LedgerFacts facts) => facts.Columns.Where(column => !column.IsClass);

    /// <summary>The column's title with its unit.</summary>
    public static string Titled(this LedgerColumn column) => column.Unit is null ? column.Title : $"{column.Title}, {column.Unit}";

    /// <summary>What was predicted from which epoch to which: <c>cat to epoch 4, then dog to 60</c>.</summary>
    public static string Predictions(this LedgerFacts facts, LedgerStory story, IReadOnlyList<float?> predictions)
    {
        var parts = new List<string>();
        for (var i = 0; i < predictions.Count; i++)
        {
            if (i + 1 == predictions.Count || predictions[i + 1] != predictions[i])
                parts.Add(Sentence.Of($"{facts.Class(predictions[i])} to epoch {story.Evaluations[i].Epoch}"));
        }
        const int most = 12;
        return string.Join(", then ", parts.Take(most))
            + (parts.Count > most ? Sentence.Of($", and {parts.Count - most} changes more") : "");
    }
}
