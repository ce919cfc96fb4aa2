using System.Text.Json.Serialization;
using WebLab.Contracts.Datasets;

namespace WebLab.Contracts.LabelAudits;

/// <summary>What a label audit found. Fractions are 0 to 1. An audit under way tells a report that has fewer answers.</summary>
public sealed record LabelAuditReport
{
    /// <summary>The stored name of the kind of analysis, which never changes.</summary>
    public const string Kind = "label-audit";

    /// <summary>The version of this shape.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The name of what was audited.</summary>
    public required string Title { get; init; }

    /// <summary>SHA-256 of the data set's content; null for a file of probabilities.</summary>
    public string? ContentHash { get; init; }

    /// <summary>What the suspects were found by, a few words: own features, or a file of probabilities.</summary>
    public required string ScoredBy { get; init; }

    /// <summary>The person's file of out-of-sample probabilities that they were found by; null for own scores, and for whoever may not see
    /// the data set.</summary>
    public string? ProbabilityFile { get; init; }

    /// <summary>The person's embeddings that the examples were told apart by; null for own features.</summary>
    public EmbeddingSource? Embeddings { get; init; }

    /// <summary>What the suspects were found by, with the files' names where these are told, and what the rest was found by.</summary>
    [JsonIgnore]
    public string Scorer =>
        Embeddings is { IsScorer: true } ? Embeddings.Words
        : string.Join(
            "; ",
            new[]
            {
                ProbabilityFile is null ? ScoredBy : $"{ScoredBy}, {ProbabilityFile}",
                Embeddings is null ? "" : $"neighbours, near duplicates and outliers by {Embeddings.Words}",
            }.Where(words => words.Length > 0)
        );

    /// <summary>Examples whose labels were looked at, of both splits.</summary>
    public required int Examples { get; init; }

    /// <summary>How many of them are test examples; 0 in a report of before these were looked at.</summary>
    public int TestExamples { get; init; }

    /// <summary>The class names, by label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>What was asked.</summary>
    public required LabelAuditOptions Options { get; init; }

    /// <summary>Whether the labels show an association with the features at 5 %; null where no test was made.</summary>
    public bool? HasAssociation { get; init; }

    /// <summary>One answer a question that was asked, in the order of the questions.</summary>
    public IReadOnlyList<LabelAuditAnswer> Answers { get; init; } = [];

    /// <summary>Examples whose given label is doubted, the most doubtful first.</summary>
    public IReadOnlyList<LabelSuspect> Suspects { get; init; } = [];

    /// <summary>All suspects there are, listed or not.</summary>
    public int SuspectCount { get; init; }

    /// <summary>Equal or nearly equal examples, the nearest first; leaks are those of two splits.</summary>
    public IReadOnlyList<DuplicateGroup> Duplicates { get; init; } = [];

    /// <summary>Examples far from all others, the farthest first.</summary>
    public IReadOnlyList<OutlierExample> Outliers { get; init; } = [];

    /// <summary>Columns that are constant, give the label away, or are otherwise odd.</summary>
    public IReadOnlyList<OddColumn> OddColumns { get; init; } = [];

    /// <summary>Blank examples: all values equal.</summary>
    public IReadOnlyList<LabelAuditExample> Blank { get; init; } = [];

    /// <summary>What the import of the examples could not read; null where that is not known.</summary>
    public LeftOutExamples? LeftOut { get; init; }

    /// <summary>What is odd about each class, in the order of the labels.</summary>
    public IReadOnlyList<ClassCheck> ClassChecks { get; init; } = [];

    /// <summary>Seconds that it took.</summary>
    public double Seconds { get; init; }
}

/// <summary>A person's embeddings, or what a stored run's network makes of the examples, in the place of an audit's own features.</summary>
/// <param name="File">The file's name, or words for the network; null for whoever may not see the data set.</param>
/// <param name="Width">Features of each example.</param>
/// <param name="IsScorer">Whether the suspects were found by them too, and not by probabilities.</param>
public sealed record EmbeddingSource(string? File, int Width, bool IsScorer)
{
    /// <summary>A few words for them.</summary>
    [JsonIgnore]
    public string Words =>
        (
            IsNetwork
                ? Sentence.Of($"{Width:N0} unit{Plural} of a network's penultimate layer")
                : Sentence.Of($"embeddings of {Width:N0} feature{Plural}")
        ) + (File is null ? "" : $", {File}");

    /// <summary>What a method is that goes by them, words for behind its name.</summary>
    [JsonIgnore]
    public string By => IsNetwork ? " by the penultimate layer" : " by the embeddings";

    /// <summary>Whether they are the units of a stored run's penultimate layer, and no file.</summary>
    public bool IsNetwork { get; init; }

    private string Plural => Width == 1 ? "" : "s";
}

/// <summary>The questions, in the order in which a person asks them.</summary>
public enum LabelAuditQuestion
{
    /// <summary>Do the labels belong to the features?</summary>
    Association,

    /// <summary>How many labels are wrong?</summary>
    NoiseRate,

    /// <summary>Which ones?</summary>
    Suspects,

    /// <summary>What else is off?</summary>
    Oddities,

    /// <summary>What now?</summary>
    NextSteps,
}

/// <summary>One question's answer.</summary>
public sealed record LabelAuditAnswer
{
    /// <summary>Which question.</summary>
    public required LabelAuditQuestion Question { get; init; }

    /// <summary>The answer, one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The numbers that it rests on.</summary>
    public IReadOnlyList<LabelAuditNumber> Numbers { get; init; } = [];

    /// <summary>What is drawn of it.</summary>
    public IReadOnlyList<LabelAuditFigure> Figures { get; init; } = [];

    /// <summary>What this cannot say, sentences.</summary>
    public IReadOnlyList<string> CannotSay { get; init; } = [];
}

/// <summary>One number of an answer.</summary>
/// <param name="Name">Its stored name, for example <c>neighbours.share</c> or <c>noise-rate.estimate</c>.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Method">How it was found, a few words.</param>
/// <param name="Value">The value; NaN where there is none.</param>
/// <param name="Scale">How it is shown.</param>
public sealed record LabelAuditNumber(string Name, string Title, string Method, double Value, LabelAuditScale Scale)
{
    /// <summary>The lower end of the 95 % interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the 95 % interval; null where there is none.</summary>
    public double? High { get; init; }

    /// <summary>The test's p-value; null for no test.</summary>
    public double? PValue { get; init; }

    /// <summary>The p-value corrected for the parts that are looked at together (Holm 1979); null for no part.</summary>
    public double? CorrectedPValue { get; init; }

    /// <summary>The examples that it was found from.</summary>
    public int? Count { get; init; }

    /// <summary>The class or group that it is of; null for all examples.</summary>
    public string? Part { get; init; }
}

/// <summary>How a number is shown.</summary>
public enum LabelAuditScale
{
    /// <summary>A fraction, shown as percent.</summary>
    Fraction,

    /// <summary>A count.</summary>
    Count,

    /// <summary>A number without unit.</summary>
    Number,
}

/// <summary>Something to draw; the kind says which of the fields are filled.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its heading.</param>
/// <param name="X">What the horizontal axis shows; a matrix's columns.</param>
/// <param name="Y">What the vertical axis shows; a matrix's rows.</param>
public sealed record LabelAuditFigure(LabelAuditFigureKind Kind, string Title, string X, string Y)
{
    /// <summary>Histogram: the ends of the bins, one more than bins. Band: the x of each point.</summary>
    public IReadOnlyList<double> XValues { get; init; } = [];

    /// <summary>Histogram: how many fall into each bin.</summary>
    public IReadOnlyList<double> Counts { get; init; } = [];

    /// <summary>Histogram: where the given labels stand; null where there is nothing to mark.</summary>
    public double? Observed { get; init; }

    /// <summary>Band: the curve of the given labels.</summary>
    public IReadOnlyList<double> Given { get; init; } = [];

    /// <summary>Band: a curve for each shuffled copy.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Shuffled { get; init; } = [];

    /// <summary>Histogram: what is counted; null for permuted labels. Band: what is drawn; null for the given labels.</summary>
    public string? Series { get; init; }

    /// <summary>Histogram: what the mark is; null for the given labels.</summary>
    public string? Mark { get; init; }

    /// <summary>Matrix: row after row.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Rows { get; init; } = [];

    /// <summary>Matrix: the rows' names.</summary>
    public IReadOnlyList<string> RowNames { get; init; } = [];

    /// <summary>Matrix: the columns' names.</summary>
    public IReadOnlyList<string> ColumnNames { get; init; } = [];
}

/// <summary>What a figure is.</summary>
public enum LabelAuditFigureKind
{
    /// <summary>Counts over bins, such as the null distribution of a test.</summary>
    Histogram,

    /// <summary>One curve against a band of shuffled ones.</summary>
    Band,

    /// <summary>A table of fractions, such as the transition matrix.</summary>
    Matrix,
}

/// <summary>How far an audit has come.</summary>
/// <param name="Stage">What it is doing, a few words.</param>
/// <param name="Done">How much of the whole is done, 0 to 1.</param>
/// <param name="SoFar">What is known already.</param>
public sealed record LabelAuditProgress(string Stage, double Done, LabelAuditReport SoFar);
