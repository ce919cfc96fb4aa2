namespace WebLab.Contracts.Examples;

/// <summary>A run's ledger: what was recorded of each training example, or of each test example, over training. Examples are known by
/// their original index, their place in the data set.</summary>
/// <param name="Count">Examples.</param>
/// <param name="Classes">The class names, in the order of the labels.</param>
/// <param name="Evaluations">When the examples were evaluated, in order.</param>
/// <param name="Columns">What there is of each example.</param>
/// <param name="Corrupted">Examples whose given label differs from the true one.</param>
/// <param name="HeldOut">Examples that were held out, and not trained on.</param>
/// <param name="KnowsTrueLabels">Whether labels other than the given ones are known; an imported set's own may be wrong.</param>
/// <param name="HasCScores">Whether there are published C-scores of the data set here, as the column <c>c-score</c>.</param>
public sealed record LedgerFacts(
    int Count,
    IReadOnlyList<string> Classes,
    IReadOnlyList<RecordedEvaluation> Evaluations,
    IReadOnlyList<LedgerColumn> Columns,
    int Corrupted,
    int HeldOut,
    bool KnowsTrueLabels,
    bool HasCScores
)
{
    /// <summary>Which examples it is of. Test examples are never corrupted: their given label is the true one.</summary>
    public RecordedSplit Split { get; init; }
}

/// <summary>A column of a ledger: one number an example.</summary>
/// <param name="Name">Its written name, which never changes.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Help">One sentence on what it is.</param>
/// <param name="Unit">Its unit; null for none.</param>
/// <param name="IsClass">Whether it holds class indices, and not amounts.</param>
/// <param name="IsByEpoch">Whether it has a value at each evaluation, that of the last where no epoch is named; else it is a summary over
/// all of them.</param>
public sealed record LedgerColumn(string Name, string Title, string Help, string? Unit, bool IsClass, bool IsByEpoch)
{
    /// <summary>Whether a narrow screen has it, too.</summary>
    public bool IsBrief { get; init; }

    /// <summary>Whether its numbers are 1 for yes and 0 for no.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>The word for no value; null where there is just none.</summary>
    public string? Absent { get; init; }

    /// <summary>What is a column as well, for sorting and as a whole column, without being listed: what a row says in words of its own.
    /// Corrupted and held out are 1 or 0.</summary>
    public static IReadOnlyList<string> OfLabels { get; } = ["true-label", "given-label", "corrupted", "held-out"];

    /// <summary>The order in the data set, for sorting.</summary>
    public const string Index = "index";
}

/// <summary>Which examples of a ledger are shown. Fitted means predicted as their given label at the last evaluation.</summary>
public enum LedgerShow
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those whose given label differs from the true one.</summary>
    Corrupted,

    /// <summary>Those whose given label is the true one.</summary>
    Clean,

    /// <summary>Corrupted and fitted: memorised.</summary>
    CorruptedFitted,

    /// <summary>Corrupted and not fitted.</summary>
    CorruptedNotFitted,

    /// <summary>Clean and not fitted.</summary>
    CleanNotFitted,

    /// <summary>Shown in training, and never predicted as their given label when they were.</summary>
    NeverLearned,

    /// <summary>Predicted as their given label when shown, and as another at a later showing.</summary>
    Forgotten,

    /// <summary>Held out, and not trained on.</summary>
    HeldOut,

    /// <summary>Fitted: of a test example, predicted right.</summary>
    Fitted,

    /// <summary>Not fitted.</summary>
    NotFitted,

    /// <summary>Fitted at the end of no epoch that was recorded.</summary>
    NeverFitted,
}

/// <summary>What is said of all <see cref="LedgerShow"/>.</summary>
public static class LedgerShows
{
    /// <summary>Those that mean something of such examples, in the order in which they are offered.</summary>
    /// <param name="split">Which examples.</param>
    public static IReadOnlyList<LedgerShow> Of(RecordedSplit split) =>
        split switch
        {
            RecordedSplit.Train => Enum.GetValues<LedgerShow>(),
            RecordedSplit.Test => [LedgerShow.All, LedgerShow.Fitted, LedgerShow.NotFitted, LedgerShow.NeverFitted],
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, "There are no such examples."),
        };
}

/// <summary>A page of a ledger.</summary>
/// <param name="Total">Examples that are shown, on all pages.</param>
/// <param name="Rows">Those of the page.</param>
public sealed record LedgerPage(int Total, IReadOnlyList<LedgerRow> Rows)
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxLimit = 200;
}

/// <summary>An example of a ledger.</summary>
/// <param name="Index">Its original index.</param>
/// <param name="TrueLabel">The publisher's label.</param>
/// <param name="GivenLabel">The label that it is trained with.</param>
/// <param name="Corrupted">Whether they differ.</param>
/// <param name="HeldOut">Whether it was held out, and not trained on.</param>
/// <param name="Values">Every column's value, by its name; null for none. A column that has a value at each evaluation gives the
/// last.</param>
public sealed record LedgerRow(
    int Index,
    int TrueLabel,
    int GivenLabel,
    bool Corrupted,
    bool HeldOut,
    IReadOnlyDictionary<string, float?> Values
);

/// <summary>An example's story.</summary>
/// <param name="Example">The example, with its summaries.</param>
/// <param name="Evaluations">When it was evaluated.</param>
/// <param name="Values">Of each column that has a value at each evaluation, those values, by its name; null for none.</param>
public sealed record LedgerStory(
    LedgerRow Example,
    IReadOnlyList<RecordedEvaluation> Evaluations,
    IReadOnlyDictionary<string, IReadOnlyList<float?>> Values
);

/// <summary>How a column's values lie, clean and corrupted examples apart; examples that were held out, or have no value, are left
/// out.</summary>
/// <param name="Column">The column.</param>
/// <param name="Epoch">The epoch; null for a summary.</param>
/// <param name="Edges">Where the bins begin, and where the last one ends: the same at every epoch. The outermost bins hold what lies
/// outside as well.</param>
/// <param name="Clean">Clean examples, one count a bin.</param>
/// <param name="Corrupted">Corrupted examples, one count a bin.</param>
public sealed record LedgerHistogram(
    string Column,
    int? Epoch,
    IReadOnlyList<float> Edges,
    IReadOnlyList<int> Clean,
    IReadOnlyList<int> Corrupted
);

/// <summary>Two or more runs of the same examples, example by example, over those that all of them trained on. An example is fitted by a
/// run that predicts it as that run's given label at its last evaluation.</summary>
/// <param name="Count">Examples that are compared.</param>
/// <param name="Runs">The runs, the one that was asked first.</param>
/// <param name="Pairs">Each two of them.</param>
/// <param name="FittedBy">Examples that exactly 0, 1, ... all of the runs fit.</param>
/// <param name="SamePrediction">Examples for which all predict the same class.</param>
public sealed record LedgerAgreement(
    int Count,
    IReadOnlyList<LedgerAgreementRun> Runs,
    IReadOnlyList<LedgerAgreementPair> Pairs,
    IReadOnlyList<int> FittedBy,
    int SamePrediction
)
{
    /// <summary>The most runs that are compared at once.</summary>
    public const int MaxRuns = 10;
}

/// <summary>A run that is compared.</summary>
/// <param name="Id">The run.</param>
/// <param name="Name">Its name.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Fitted">Examples that it fits.</param>
public sealed record LedgerAgreementRun(Guid Id, string Name, int Seed, int Fitted);

/// <summary>Two runs that are compared.</summary>
/// <param name="First">The one's place in the list of runs.</param>
/// <param name="Second">The other's.</param>
/// <param name="Both">Examples that both fit.</param>
/// <param name="FirstOnly">Those that only the first fits.</param>
/// <param name="SecondOnly">Those that only the second fits.</param>
/// <param name="Neither">Those that neither fits.</param>
/// <param name="SamePrediction">Those for which both predict the same class.</param>
public sealed record LedgerAgreementPair(int First, int Second, int Both, int FirstOnly, int SecondOnly, int Neither, int SamePrediction);
