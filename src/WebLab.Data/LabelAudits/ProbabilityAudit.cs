using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>What out-of-sample probabilities tell of labels, without the examples themselves.</summary>
public static class ProbabilityAudit
{
    /// <summary>Adds the answers on noise rate and suspects to a report.</summary>
    /// <param name="report">The report so far.</param>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="groups">Groups whose rates are told one by one; null for none.</param>
    public static LabelAuditReport AddTo(
        LabelAuditReport report,
        ProbabilityTable probabilities,
        IReadOnlyList<int> labels,
        ExampleGroups? groups = null
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        var joint = ConfidentJoint.Of(probabilities, labels);
        var rate = NoiseRate.Of(probabilities, labels, joint);
        var (listed, isSuspect) = SuspectList.Of(probabilities, labels, joint, report.Options.MaxSuspects);
        var counts = SuspectList.Filters.Select(filter =>
            (filter, LabelFilters.Apply(filter, probabilities, labels, joint).Count(flag => flag))
        );
        var all = isSuspect.Count(each => each);
        return report with
        {
            Answers =
            [
                .. report.Answers,
                AnswerWords.Noise(
                    rate,
                    joint,
                    report.Classes,
                    labels.Count,
                    [
                        .. PartNumbers.ClassRates(probabilities, labels, joint, report.Classes),
                        .. groups is null ? [] : PartNumbers.GroupRates(probabilities, labels, groups),
                    ]
                ),
                AnswerWords.Suspects(listed, all, counts),
            ],
            Suspects = listed,
            SuspectCount = all,
            ClassChecks = ClassChecks(report.Classes, labels, isSuspect),
        };
    }

    /// <summary>The held-out test of the labels against what the probabilities say of them.</summary>
    /// <param name="report">The report so far.</param>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancel">Looked at before each permutation.</param>
    public static LabelAuditReport Whole(
        LabelAuditReport report,
        ProbabilityTable probabilities,
        IReadOnlyList<int> labels,
        int threads,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(probabilities);
        var test = new PermutationTest(
            labels,
            report.Classes.Count,
            report.Options.Permutations,
            Seeds.Derive(report.Options.Seed, LabelAuditSeeds.Permutations),
            threads
        ).Predictions([.. Enumerable.Range(0, probabilities.Rows).Select(probabilities.Predicted)], cancel);
        var p = test[0].PValue;
        var answer = new LabelAuditAnswer
        {
            Question = LabelAuditQuestion.Association,
            Sentence = AnswerWords.Association(p),
            Numbers =
            [
                .. AnswerWords.Numbers(
                    "held-out",
                    "Labels told",
                    "the most probable class of the file",
                    test,
                    report.Classes,
                    labels.Count
                ),
            ],
            Figures = [AnswerWords.Histogram("Labels told, permuted labels", test[0])],
            CannotSay = ["Whether the probabilities are out-of-sample: a model that has seen these labels tells any labels."],
        };
        var report2 = AddTo(report with { HasAssociation = AnswerWords.IsAssociated(p), Answers = [answer] }, probabilities, labels);
        return report2 with { Answers = [.. report2.Answers, Oddities(report2), NextSteps(report2)] };
    }

    /// <summary>What is known of each class.</summary>
    /// <param name="classes">The class names.</param>
    /// <param name="labels">The given labels.</param>
    /// <param name="isSuspect">Whether each example is a suspect; null where none were looked for.</param>
    public static IReadOnlyList<ClassCheck> ClassChecks(IReadOnlyList<string> classes, IReadOnlyList<int> labels, bool[]? isSuspect)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(labels);
        var (counts, suspects) = (new int[classes.Count], new int[classes.Count]);
        for (var i = 0; i < labels.Count; i++)
        {
            counts[labels[i]]++;
            suspects[labels[i]] += isSuspect is not null && isSuspect[i] ? 1 : 0;
        }
        return
        [
            .. classes.Select(
                (name, label) =>
                    new ClassCheck(
                        label,
                        name,
                        counts[label],
                        // The reference implementation's bound: a tenth of an equal share.
                        counts[label] < 0.1 * labels.Count / classes.Count,
                        isSuspect is null || counts[label] == 0 ? null : (double)suspects[label] / counts[label]
                    )
            ),
        ];
    }

    /// <summary>The fourth question's answer, from what the report holds.</summary>
    /// <param name="report">The report so far.</param>
    /// <param name="numbers">Further numbers.</param>
    public static LabelAuditAnswer Oddities(LabelAuditReport report, params IReadOnlyList<LabelAuditNumber> numbers)
    {
        ArgumentNullException.ThrowIfNull(report);
        (string Name, string Title, int Count)[] found =
        [
            ("duplicates", "groups of equal or nearly equal examples", report.Duplicates.Count),
            ("duplicates.contradicting", "of these with different labels", report.Duplicates.Count(group => group.HasDifferentLabels)),
            ("leaks", "groups in training and test examples", report.Duplicates.Count(group => group.IsLeak)),
            ("outliers", "outliers", report.Outliers.Count),
            ("blank", "blank examples", report.Blank.Count),
            ("odd-columns", "odd columns", report.OddColumns.Count),
            ("small-classes", "small classes", report.ClassChecks.Count(check => check.IsSmall)),
        ];
        var order = numbers.FirstOrDefault(number => number.Name == "order.share") is { PValue: < 0.01 };
        string[] words =
        [
            .. found.Where(each => each.Count > 0).Select(each => Counted(each.Count, each.Title)),
            .. order ? new[] { "labels that depend on the order" } : [],
        ];
        return new()
        {
            Question = LabelAuditQuestion.Oddities,
            Sentence = words.Length == 0 ? "Nothing else is odd." : $"Found: {string.Join(", ", words)}.",
            Numbers =
            [
                .. found.Select(each => new LabelAuditNumber(
                    $"oddities.{each.Name}",
                    char.ToUpperInvariant(each.Title[0]) + each.Title[1..],
                    "counted",
                    each.Count,
                    LabelAuditScale.Count
                )),
                .. numbers,
            ],
        };
    }

    private static string Counted(int count, string title) =>
        count > 1 || title.StartsWith("of ", StringComparison.Ordinal) ? Sentence.Of($"{count:N0} {title}")
        : title.EndsWith("classes", StringComparison.Ordinal) ? $"1 {title[..^"es".Length]}"
        : title.StartsWith("groups", StringComparison.Ordinal) ? $"1 group{title["groups".Length..]}"
        : $"1 {title.TrimEnd('s')}";

    /// <summary>The fifth question's answer.</summary>
    /// <param name="report">The report so far.</param>
    public static LabelAuditAnswer NextSteps(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var leaks = report.Duplicates.Any(group => group.IsLeak);
        return new()
        {
            Question = LabelAuditQuestion.NextSteps,
            Sentence =
                report.HasAssociation == false
                    ? "Do not train on these labels before it is known why they do not belong to the features: a row too many or another "
                        + "order are the commonest causes."
                : leaks
                    ? "Take what stands in both splits out of the test examples first; then look at the suspects, the most doubtful first."
                : report.SuspectCount > 0
                    ? "Look at the suspects, the most doubtful first; then train with the corrected labels beside the given ones."
                : "Train.",
        };
    }
}

/// <summary>The names of what a label audit draws.</summary>
public static class LabelAuditSeeds
{
    /// <summary>Filters and random units.</summary>
    public const string Features = "label-audit/features";

    /// <summary>Permutations of the neighbours' and the held-out test, which are the same for both.</summary>
    public const string Permutations = "label-audit/permutations";

    /// <summary>Initial weights, order and shuffled copies of the training-curve test.</summary>
    public const string Curves = "label-audit/curves";

    /// <summary>Permutations of the test of the order.</summary>
    public const string Order = "label-audit/order";
}
