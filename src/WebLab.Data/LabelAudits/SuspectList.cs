using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Ranks the examples whose given label is doubted.</summary>
public static class SuspectList
{
    /// <summary>What the ranking goes by.</summary>
    public const string RankedBy = "self-confidence";

    /// <summary>The methods that only flag.</summary>
    public static IReadOnlyList<LabelFilter> Filters { get; } = Enum.GetValues<LabelFilter>();

    /// <summary>The examples that a rule takes for wrong, or at least one of them, the least probable given label first.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="joint">Their confident joint.</param>
    /// <param name="most">The most that are listed.</param>
    /// <param name="train">How many of the first rows are training examples; the others are of the test.</param>
    /// <param name="only">The rule that tells suspects; null for any.</param>
    /// <returns>Those, and for each example whether it is a suspect.</returns>
    public static (IReadOnlyList<LabelSuspect> Listed, bool[] IsSuspect) Of(
        ProbabilityTable probabilities,
        IReadOnlyList<int> labels,
        ConfidentJoint joint,
        int most,
        int train = int.MaxValue,
        LabelFilter? only = null
    )
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        var confidence = LabelScores.SelfConfidence(probabilities, labels);
        var margin = LabelScores.NormalisedMargin(probabilities, labels);
        var flags = Filters.Select(filter => LabelFilters.Apply(filter, probabilities, labels, joint)).ToArray();
        var isSuspect = new bool[probabilities.Rows];
        for (var row = 0; row < isSuspect.Length; row++)
            isSuspect[row] = only is { } rule ? flags[(int)rule][row] : flags.Any(flag => flag[row]);
        var listed = Enumerable
            .Range(0, isSuspect.Length)
            .Where(row => isSuspect[row])
            .OrderBy(row => confidence[row])
            .Take(most)
            .Select(row => new LabelSuspect
            {
                Split = row < train ? "train" : "test",
                Index = row < train ? row : row - train,
                Given = labels[row],
                Suggested = probabilities.Predicted(row),
                Score = confidence[row],
                Scores =
                [
                    new(RankedBy, confidence[row], probabilities.Predicted(row) != labels[row]),
                    new("normalised-margin", margin[row], probabilities.Predicted(row) != labels[row]),
                    .. Filters.Select((filter, i) => new LabelSuspectScore(Names<LabelFilter>.Of(filter), null, flags[i][row])),
                ],
                Agree = flags.Count(flag => flag[row]),
            });
        return ([.. listed], isSuspect);
    }
}
