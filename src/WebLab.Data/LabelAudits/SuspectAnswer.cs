using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>The third question's answer: which labels are doubted.</summary>
public static class SuspectAnswer
{
    private const int Bins = 40;

    /// <summary>Puts it together.</summary>
    /// <param name="listed">The suspects that are listed.</param>
    /// <param name="isSuspect">Whether each example is one.</param>
    /// <param name="counts">How many each rule flags.</param>
    /// <param name="confidence">The probability of each example's given label.</param>
    /// <param name="only">The rule that tells suspects; null for any.</param>
    public static LabelAuditAnswer Of(
        IReadOnlyList<LabelSuspect> listed,
        IReadOnlyList<bool> isSuspect,
        IEnumerable<(LabelFilter Filter, int Count)> counts,
        IReadOnlyList<double> confidence,
        LabelFilter? only = null
    )
    {
        ArgumentNullException.ThrowIfNull(listed);
        ArgumentNullException.ThrowIfNull(isSuspect);
        ArgumentNullException.ThrowIfNull(confidence);
        var (all, examples) = (isSuspect.Count(each => each), isSuspect.Count);
        var (low, high) = ShareInterval.Of(all, examples);
        var by = only is { } rule ? Names<LabelFilter>.Of(rule) : "at least one method";
        return new()
        {
            Question = LabelAuditQuestion.Suspects,
            Sentence =
                all == 0
                    ? "No label is doubted."
                    : Sentence.Of(
                        $"{all:N0} {(all == 1 ? "label is" : "labels are")} doubted by {by}, "
                            + $"{listed.Count(suspect => suspect.Agree == SuspectList.Filters.Count):N0} of those listed by "
                            + $"{(only is null ? "all of them" : "every rule")}."
                    ),
            Numbers =
            [
                new(
                    "suspects.share",
                    $"Doubted by {by}",
                    "share of the examples; Wilson's interval, as if they were drawn from more",
                    (double)all / examples,
                    LabelAuditScale.Fraction
                )
                {
                    Low = low,
                    High = high,
                    Count = examples,
                },
                .. counts.Select(each => new LabelAuditNumber(
                    $"suspects.{Names<LabelFilter>.Of(each.Filter)}",
                    Names<LabelFilter>.Of(each.Filter),
                    Method(each.Filter),
                    each.Count,
                    LabelAuditScale.Count
                )
                {
                    Count = examples,
                }),
            ],
            Figures = [Histogram(confidence)],
            CannotSay =
            [
                "Wrong and hard are two things: an example that is merely hard is doubted too. Look before you change a label.",
                "Which label is right: the suggestion is the most probable class of a model that errs itself.",
                "Wrong labels that the features bear out: an example that looks like the class that it is wrongly given is not doubted.",
            ],
        };
    }

    private static string Method(LabelFilter filter) =>
        filter switch
        {
            LabelFilter.PruneByNoiseRate => "for each pair of classes as many as the confident joint counts, by margin",
            LabelFilter.PruneByClass => "for each class as many as the confident joint counts, by self-confidence",
            LabelFilter.Both => "what both of these flag",
            LabelFilter.ConfidentLearning => "off the confident joint's diagonal",
            LabelFilter.PredictedNeqGiven => "another class is more probable",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
        };

    private static LabelAuditFigure Histogram(IReadOnlyList<double> confidence)
    {
        var counts = new double[Bins];
        foreach (var value in confidence)
            counts[Math.Clamp((int)(value * Bins), 0, Bins - 1)]++;
        return new(LabelAuditFigureKind.Histogram, "How probable the given labels are", "probability of the given label", "examples")
        {
            XValues = [.. Enumerable.Range(0, Bins + 1).Select(bin => (double)bin / Bins)],
            Counts = counts,
            Series = "examples",
        };
    }
}
