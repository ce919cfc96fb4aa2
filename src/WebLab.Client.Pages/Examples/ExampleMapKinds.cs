using WebLab.Contracts.Examples;

namespace WebLab.Client.Examples;

/// <summary>The maps that a run's ledger has, and the ways to colour them.</summary>
internal static class ExampleMapKinds
{
    /// <summary>The map whose epoch is chosen.</summary>
    public const string Loss = "loss";

    /// <summary>The map whose axes are chosen.</summary>
    public const string Own = "own";

    private const int FirstFitBins = 40;

    private static readonly ExampleColour ByCorrectness = new(
        "correctness",
        "share of epochs correct",
        "correctness",
        [
            new("right in under a fifth of the epochs", "--ramp-0", 0.2),
            new("in under two fifths", "--ramp-2", 0.4),
            new("in under three fifths", "--ramp-5", 0.6),
            new("in under four fifths", "--ramp-7", 0.8),
            new("in nearly all", "--ramp-9", 1),
        ]
    );

    public static IReadOnlyList<ExampleMap> Of(LedgerFacts facts)
    {
        var last = facts.Evaluations[^1].Epoch;
        var maps = new List<ExampleMap>
        {
            new(
                "cartography",
                "Cartography",
                "Top left is easy, bottom left is hard or wrongly labelled, right is ambiguous: mean and standard deviation over the "
                    + "epochs of the probability of the given label.",
                "cloud",
                "variability",
                "Variability",
                "confidence",
                "Confidence"
            )
            {
                XEnds = [0, 0.5],
                YEnds = [0, 1],
            },
            new(
                Loss,
                "Loss of each example",
                "Cross-entropy against the given label after the epoch that the slider is at; bins of equal ratio, the first holds all "
                    + "below.",
                "bars",
                "loss",
                "Loss"
            )
            {
                XEnds = [1e-4, 20],
                IsLog = true,
            },
            new(
                "first-fit",
                "First fit",
                "The first epoch after which the given label is predicted; never, where none was.",
                "bars",
                "first-fit",
                "Epoch"
            )
            {
                XEnds = [0.5, last + 0.5],
                Bins = FirstFitBins,
                IsWhole = true,
                HasNever = true,
            },
            new(
                "aum",
                "Area under the margin",
                "The margin's mean over the epochs: the logit of the given label less the largest other. Low where the network saw another "
                    + "label in the example for long.",
                "bars",
                "aum",
                "AUM"
            ),
        };
        if (facts.HasCScores)
            maps.Add(
                new(
                    "forgetting",
                    "Forgetting against C-score",
                    "Of an example that was never right when shown, the times that it was shown. Points are strewn a little, since events "
                        + "are whole numbers.",
                    "cloud",
                    "c-score",
                    "C-score, published",
                    "forgetting-events",
                    "Forgetting events"
                )
                {
                    XEnds = [0, 1],
                    YEnds = [-0.5, null],
                    JitterY = 0.7,
                    IsRanked = true,
                }
            );
        return maps;
    }

    /// <summary>A map of any amounts of the ledger, a lab's own too; null for no such column.</summary>
    /// <param name="facts">The ledger.</param>
    /// <param name="across">A column's name.</param>
    /// <param name="up">Another's; null for how many there are.</param>
    public static ExampleMap? OwnOf(LedgerFacts facts, string? across, string? up)
    {
        if (facts.Amounts().FirstOrDefault(column => column.Name == across) is not { } x)
            return null;
        var y = facts.Amounts().FirstOrDefault(column => column.Name == up);
        return Amounts(
            facts,
            Own,
            y is null ? x.Title : $"{y.Title} over {x.Title}",
            "Your own choice of columns: what has a value at each epoch is that of the last, the loss that of the slider.",
            (x, x.Name, x.Titled()),
            y is null ? null : (y, y.Name, y.Titled())
        );
    }

    /// <summary>A map of amounts.</summary>
    /// <param name="facts">The ledger whose epochs the axes span.</param>
    /// <param name="id">The map's.</param>
    /// <param name="title">The map's.</param>
    /// <param name="note">The map's.</param>
    /// <param name="x">The column across, its name in the browser and its words.</param>
    /// <param name="y">The column up; null for how many there are.</param>
    public static ExampleMap Amounts(
        LedgerFacts facts,
        string id,
        string title,
        string note,
        (LedgerColumn Column, string Name, string Title) x,
        (LedgerColumn Column, string Name, string Title)? y
    )
    {
        double?[]? ends = [0.5, facts.Evaluations[^1].Epoch + 0.5];
        static bool IsWhole(LedgerColumn? column) => column?.Unit is "epoch" or "times";
        return new(id, title, note, y is null ? "bars" : "cloud", x.Name, x.Title, y?.Name, y?.Title)
        {
            XEnds = x.Column.Unit == "epoch" ? ends : null,
            YEnds = y?.Column.Unit == "epoch" ? ends : null,
            JitterX = IsWhole(x.Column) ? 0.7 : 0,
            JitterY = IsWhole(y?.Column) ? 0.7 : 0,
            IsWhole = IsWhole(x.Column),
            HasNever = x.Column.Unit == "epoch",
            IsRanked = y is not null,
        };
    }

    public static IReadOnlyList<ExampleColour> Colours(LedgerFacts facts) =>
        facts.Corrupted == 0
            ? [new("all", "none", null, [new("every example", "--share-true", 1)]), ByCorrectness]
            :
            [
                new(
                    "corrupted",
                    "clean and corrupted",
                    "corrupted",
                    [new("clean", "--share-true", 0), new("corrupted", "--share-given", 1)]
                ),
                ByCorrectness,
            ];

    /// <summary>What the maps, colours and medians are made of.</summary>
    public static IReadOnlyList<string> Columns(LedgerFacts facts) =>
        [
            "corrupted",
            "held-out",
            "confidence",
            "variability",
            "correctness",
            "loss",
            "margin",
            "first-fit",
            "forgetting-events",
            "aum",
            .. facts.HasCScores ? new[] { "c-score" } : [],
        ];
}
