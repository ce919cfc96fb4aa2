using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>What out-of-sample probabilities tell of labels, without the examples themselves.</summary>
public static class ProbabilityAudit
{
    /// <summary>How a person's probabilities tell a label.</summary>
    public const string MostProbable = "the most probable class of the file";

    /// <summary>What no file of probabilities can say of itself.</summary>
    public const string OutOfSample =
        "Whether the probabilities are out-of-sample: a model that has seen these labels tells any labels.";

    private static readonly NotLookedAt[] NoExamples =
    [
        new(
            ["duplicates", "duplicates.contradicting", "leaks", "outliers", "blank", "odd-columns"],
            "Duplicates, leaks, outliers, blank examples and odd columns, which were not looked for: "
                + "a file of probabilities has no examples."
        ),
        new(["unreadable"], null),
    ];

    /// <summary>Adds the answers on noise rate and suspects to a report.</summary>
    /// <param name="report">The report so far; it says how many of the last rows are test examples.</param>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="groups">Groups of training examples whose rates are told one by one; null for none.</param>
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
        var train = labels.Count - report.TestExamples;
        var (listed, isSuspect) = SuspectList.Of(
            probabilities,
            labels,
            joint,
            report.Options.MaxSuspects,
            train,
            report.Options.Filter
        );
        var counts = SuspectList.Filters.Select(filter =>
            (filter, LabelFilters.Apply(filter, probabilities, labels, joint).Count(flag => flag))
        );
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
                        .. report.TestExamples > 0 ? PartNumbers.SplitRates(probabilities, labels, train) : [],
                        .. PartNumbers.ClassRates(probabilities, labels, joint, report.Classes),
                        .. groups is null ? [] : PartNumbers.GroupRates(probabilities, labels, groups),
                    ]
                ),
                SuspectAnswer.Of(listed, isSuspect, counts, LabelScores.SelfConfidence(probabilities, labels), report.Options.Filter),
            ],
            Suspects = listed,
            SuspectCount = isSuspect.Count(each => each),
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
        var order = OrderDependence.Numbers(labels, report, "in the order of the file", threads, cancel);
        var answer = new LabelAuditAnswer
        {
            Question = LabelAuditQuestion.Association,
            Sentence = AnswerWords.Association(p),
            Numbers =
            [
                .. AnswerWords.Numbers(
                    "held-out",
                    "Labels told",
                    MostProbable,
                    test,
                    report.Classes,
                    labels.Count
                ),
            ],
            Figures = [AnswerWords.Histogram("Labels told, permuted labels", test[0])],
            CannotSay = [OutOfSample],
        };
        report = AddTo(report with { HasAssociation = AnswerWords.IsAssociated(p), Answers = [answer] }, probabilities, labels);
        report = report with { Answers = [.. report.Answers, OddityAnswer.Of(report, NoExamples, order, [])] };
        return report with { Answers = [.. report.Answers, NextStepsAnswer.Of(report)] };
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

    /// <summary>Which of very many examples are compared with each other.</summary>
    public const string Sample = "label-audit/sample";

    /// <summary>Which fold each example is in, and the initial weights and order of the network that tells it.</summary>
    public const string Folds = "label-audit/folds";

    /// <summary>Permutations of the test of the order.</summary>
    public const string Order = "label-audit/order";
}
