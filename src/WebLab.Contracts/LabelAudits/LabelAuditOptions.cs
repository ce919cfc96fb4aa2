using WebLab.Contracts.Datasets;

namespace WebLab.Contracts.LabelAudits;

/// <summary>What a label audit is asked to do.</summary>
public sealed record LabelAuditOptions
{
    /// <summary>The most permutations and shuffled copies that may be asked for, and the fewest of each.</summary>
    public const int MaxPermutations = 99_999,
        MinPermutations = 99,
        MaxShuffles = 999,
        MinShuffles = 19;

    /// <summary>The most units of a network's penultimate layer that are taken for features.</summary>
    public const int MaxUnits = 4_096;

    /// <summary>The keys of a recipe's fields that name a file of probabilities, one of embeddings, a run whose network's penultimate layer
    /// takes the place of these, and the rule that suspects are told by.</summary>
    public const string ProbabilitiesKey = "auditProbabilities",
        EmbeddingsKey = "auditEmbeddings",
        FeaturesKey = "auditFeatures",
        FilterKey = "auditFilter";

    /// <summary>The key of a recipe's field that names a file of numbers.</summary>
    /// <param name="kind">What the file holds.</param>
    public static string KeyOf(NumberFileKind kind) =>
        kind switch
        {
            NumberFileKind.Probabilities => ProbabilitiesKey,
            NumberFileKind.Embeddings => EmbeddingsKey,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No field names such a file."),
        };

    /// <summary>Of everything random: filters, permutations, shuffles, initial weights.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Permutations of the labels in the tests that train nothing, 99 to 99,999.</summary>
    public int Permutations { get; init; } = 9_999;

    /// <summary>Shuffled copies of the labels that the same network is trained on, 19 to 999.</summary>
    public int Shuffles { get; init; } = 19;

    /// <summary>The tests of labels and features to make; all of them unless some are named.</summary>
    public IReadOnlyList<LabelAuditTest> Tests { get; init; } =
    [LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions, LabelAuditTest.TrainingCurve];

    /// <summary>Examples of each split that are looked at, the first ones; null for all.</summary>
    public int? MaxExamples { get; init; }

    /// <summary>Seconds that own scores and tests may take on this machine, as far as can be told beforehand: 10 to 86,400; fewer filters
    /// and epochs are taken for less.</summary>
    public int BudgetSeconds { get; init; } = 300;

    /// <summary>The column of a table, from 0, whose values part the examples into groups that are looked at one by one; null for
    /// none.</summary>
    public int? GroupColumn { get; init; }

    /// <summary>The rule that suspects are told by; null for whatever at least one of them flags.</summary>
    public LabelFilter? Filter { get; init; }

    /// <summary>The networks on folds that labels are questioned by; null for ridge regression.</summary>
    public FoldNetworkOptions? Networks { get; init; }

    /// <summary>The most suspects that the report lists; the count tells all of them.</summary>
    public int MaxSuspects { get; init; } = 5_000;
}

/// <summary>A permutation test of whether labels belong to features.</summary>
public enum LabelAuditTest
{
    /// <summary>The share of nearest neighbours with equal labels.</summary>
    Neighbours,

    /// <summary>How many examples are predicted rightly by a model that has not seen them.</summary>
    HeldOutPredictions,

    /// <summary>The paper's own: how fast the same network fits the given labels and shuffled ones.</summary>
    TrainingCurve,
}
