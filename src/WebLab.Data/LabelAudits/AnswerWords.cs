using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Puts findings into the answers of a report.</summary>
public static class AnswerWords
{
    private const double Level = 0.05;
    private const int Bins = 40;

    /// <summary>One permutation test's numbers.</summary>
    /// <param name="name">The stored name's first part.</param>
    /// <param name="title">Its name on the screen.</param>
    /// <param name="method">How it was made.</param>
    /// <param name="results">All examples, then each class.</param>
    /// <param name="classes">The class names.</param>
    /// <param name="count">Examples.</param>
    public static IEnumerable<LabelAuditNumber> Numbers(
        string name,
        string title,
        string method,
        IReadOnlyList<PermutationResult> results,
        IReadOnlyList<string> classes,
        int count
    )
    {
        ArgumentNullException.ThrowIfNull(results);
        yield return new($"{name}.share", title, method, results[0].Observed, LabelAuditScale.Fraction)
        {
            PValue = results[0].PValue,
            Count = count,
        };
        yield return new(
            $"{name}.by-chance",
            $"{title}, by chance",
            "mean of the permutations",
            results[0].ByChance,
            LabelAuditScale.Fraction
        )
        {
            Count = count,
        };
        var parts = classes.Select(each => (each, (int?)null)).ToList();
        foreach (var number in PartNumbers.Tests($"{name}.share", title, method, parts, [.. results.Skip(1)]))
            yield return number;
    }

    /// <summary>The null distribution of a test, and where the given labels stand.</summary>
    /// <param name="title">The figure's heading.</param>
    /// <param name="result">The test.</param>
    public static LabelAuditFigure Histogram(string title, PermutationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (low, high) = (result.Null.Min(), result.Null.Max());
        var width = high > low ? (high - low) / Bins : 1;
        var counts = new double[Bins];
        foreach (var value in result.Null)
            counts[Math.Min((int)((value - low) / width), Bins - 1)]++;
        return new(LabelAuditFigureKind.Histogram, title, "share", "permutations")
        {
            XValues = [.. Enumerable.Range(0, Bins + 1).Select(bin => low + (bin * width))],
            Counts = counts,
            Observed = result.Observed,
        };
    }

    /// <summary>Whether a p-value shows an association at 5 %.</summary>
    /// <param name="p">The p-value.</param>
    public static bool IsAssociated(double p) => p <= Level;

    /// <summary>The first question's sentence.</summary>
    /// <param name="p">The p-value of all tests together.</param>
    public static string Association(double p) =>
        IsAssociated(p)
            ? Sentence.Of($"The labels belong to the features: chance alone would show as much with probability {p:0.####}.")
            : Sentence.Of($"The labels show no association with the features: chance alone shows as much with probability {p:0.####}.");

    /// <summary>The second question's answer.</summary>
    /// <param name="rate">The estimate.</param>
    /// <param name="joint">The confident joint.</param>
    /// <param name="classes">The class names.</param>
    /// <param name="count">Examples.</param>
    /// <param name="parts">The rates of classes and groups.</param>
    public static LabelAuditAnswer Noise(
        NoiseRate rate,
        ConfidentJoint joint,
        IReadOnlyList<string> classes,
        int count,
        IEnumerable<LabelAuditNumber> parts
    )
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new()
        {
            Question = LabelAuditQuestion.NoiseRate,
            Sentence = Sentence.Of($"About {rate.Value:P1} of the labels are wrong ({rate.Low:P1} to {rate.High:P1})."),
            Numbers =
            [
                new(
                    "noise-rate.estimate",
                    "Wrong labels",
                    "the middle of the two below; the interval is as wide as they are apart, a point and chance",
                    rate.Value,
                    LabelAuditScale.Fraction
                )
                {
                    Low = rate.Low,
                    High = rate.High,
                    Count = count,
                },
                new("noise-rate.confident-joint", "By the confident joint", "Northcutt et al. 2021", rate.ByJoint, LabelAuditScale.Fraction)
                {
                    Count = count,
                },
                new(
                    "noise-rate.predicted-otherwise",
                    "Predicted otherwise than given",
                    "the most probable class against the label",
                    rate.PredictedOtherwise,
                    LabelAuditScale.Fraction
                )
                {
                    Count = count,
                },
                .. parts,
            ],
            Figures =
                classes.Count > 64
                    ? []
                    :
                    [
                        new(LabelAuditFigureKind.Matrix, "Chance of a given label, by true label", "given label", "true label")
                        {
                            Rows = rate.Transition(joint),
                            RowNames = classes,
                            ColumnNames = classes,
                        },
                    ],
            CannotSay =
            [
                "Whether an error is the label's or the model's: a weak model takes hard examples for wrong ones, and the estimate is then "
                    + "too high.",
                "Errors that all examples of a kind share: labels that are wrong in the same way everywhere look right.",
            ],
        };
    }
}
