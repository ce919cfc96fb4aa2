namespace WebLab.Contracts.LabelAudits;

/// <summary>An example that an audit names.</summary>
/// <param name="Split">Which part of the data set it is in: <c>train</c>, <c>test</c>.</param>
/// <param name="Index">Its original index in that split, from 0.</param>
/// <param name="Given">Its given label.</param>
public sealed record LabelAuditExample(string Split, int Index, int Given)
{
    /// <summary>Where it came from, a path or a row, as its import wrote it; null where that is not known.</summary>
    public string? Origin { get; init; }
}

/// <summary>An example whose given label is doubted.</summary>
public sealed record LabelSuspect
{
    /// <summary>Its split.</summary>
    public required string Split { get; init; }

    /// <summary>Its original index in that split, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The label that it has.</summary>
    public required int Given { get; init; }

    /// <summary>The label that the methods suggest.</summary>
    public required int Suggested { get; init; }

    /// <summary>How far its given label can be trusted, 0 to 1: the lower the more doubtful.</summary>
    public required double Score { get; init; }

    /// <summary>What each method says of it.</summary>
    public required IReadOnlyList<LabelSuspectScore> Scores { get; init; }

    /// <summary>How many methods flag it.</summary>
    public required int Agree { get; init; }

    /// <summary>Where it came from, a path or a row, as its import wrote it; null where that is not known.</summary>
    public string? Origin { get; init; }
}

/// <summary>What one method says of an example.</summary>
/// <param name="Method">The method's name, for example <c>self-confidence</c> or <c>prune-by-class</c>.</param>
/// <param name="Score">How far it trusts the given label, 0 to 1; null for a method that only flags.</param>
/// <param name="IsFlagged">Whether it takes the label for wrong.</param>
public sealed record LabelSuspectScore(string Method, double? Score, bool IsFlagged);

/// <summary>Examples that are equal, or as good as equal.</summary>
/// <param name="Examples">Two or more, those of the first split first.</param>
/// <param name="IsExact">Whether all values are equal.</param>
/// <param name="Distance">The greatest distance of neighbours among them, as a share of the median distance of nearest neighbours.</param>
/// <param name="HasDifferentLabels">Whether they have not all the same label.</param>
/// <param name="IsLeak">Whether they are in several splits.</param>
public sealed record DuplicateGroup(
    IReadOnlyList<LabelAuditExample> Examples,
    bool IsExact,
    double Distance,
    bool HasDifferentLabels,
    bool IsLeak
);

/// <summary>An example far from all others.</summary>
/// <param name="Example">Which.</param>
/// <param name="Distance">Its mean distance to its nearest neighbours, as a share of the median of all examples.</param>
public sealed record OutlierExample(LabelAuditExample Example, double Distance);

/// <summary>What is odd about a column.</summary>
/// <param name="Column">Its number, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What is odd.</param>
/// <param name="Value">How odd: the accuracy of the labels told from this column alone, or the share that its commonest value has.</param>
/// <param name="Sentence">What is odd, one sentence.</param>
public sealed record OddColumn(int Column, string Name, OddColumnKind Kind, double Value, string Sentence);

/// <summary>What is odd about a column.</summary>
public enum OddColumnKind
{
    /// <summary>It has one value.</summary>
    Constant,

    /// <summary>It alone gives the label away.</summary>
    Leaking,

    /// <summary>It numbers the rows.</summary>
    RowNumber,

    /// <summary>It is equal to another column.</summary>
    Copy,
}

/// <summary>What is known of one class.</summary>
/// <param name="Class">The label.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">Examples that have it.</param>
/// <param name="IsSmall">Whether it has fewer than a tenth of an equal share.</param>
/// <param name="SuspectShare">The share of its examples that are suspects; null where none were looked for.</param>
public sealed record ClassCheck(int Class, string Name, int Count, bool IsSmall, double? SuspectShare);
