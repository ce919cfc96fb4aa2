using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>The first question's answer, as one test after the other comes to it.</summary>
internal sealed class AssociationAnswer(LabelAuditSubject subject)
{
    private const string HeldOut = "Labels told of examples that were held out";

    private readonly List<PermutationResult> _tests = [];
    private readonly List<LabelAuditNumber> _numbers = [];
    private readonly List<LabelAuditFigure> _figures = [];
    private readonly List<string> _cannotSay = [];
    private double? _curveP;

    /// <summary>The p-value that decides. The shuffled copies are too few for a share of 5 %: they decide where they are alone.</summary>
    public double PValue => _tests.Count > 0 ? Math.Min(_tests.Min(test => test.PValue) * _tests.Count, 1) : _curveP!.Value;

    /// <summary>Takes in a test whose labels were permuted.</summary>
    /// <param name="name">The stored name's first part.</param>
    /// <param name="title">Its name on the screen.</param>
    /// <param name="method">How it was made.</param>
    /// <param name="count">The examples that it was made with.</param>
    /// <param name="results">All examples, then each class.</param>
    /// <param name="groups">Their groups; null for none.</param>
    /// <param name="inGroups">The same test of each group alone; none without groups.</param>
    public void Add(
        string name,
        string title,
        string method,
        int count,
        IReadOnlyList<PermutationResult> results,
        ExampleGroups? groups,
        IReadOnlyList<PermutationResult> inGroups
    )
    {
        _tests.Add(results[0]);
        _numbers.AddRange(AnswerWords.Numbers(name, title, method, results, subject.Classes, count));
        if (groups is not null)
            _numbers.AddRange(
                PartNumbers.Tests(
                    $"{name}.group",
                    title,
                    $"{method}, within the group",
                    [.. groups.Names.Select((group, i) => (group, (int?)groups.Rows[i].Count))],
                    inGroups
                )
            );
        _figures.Add(AnswerWords.Histogram($"{title}: permuted labels", results[0]));
    }

    /// <summary>Takes in the test of the test examples' labels. It decides nothing: the training examples are what a network learns
    /// from.</summary>
    /// <param name="result">The test.</param>
    /// <param name="count">Test examples.</param>
    /// <param name="by">What told them.</param>
    public void AddTest(PermutationResult result, int count, string by) =>
        _numbers.Add(
            new(
                "held-out.test",
                "Labels of test examples told",
                $"{by}, test labels permuted",
                result.Observed,
                LabelAuditScale.Fraction
            )
            {
                PValue = result.PValue,
                Count = count,
            }
        );

    /// <summary>Takes in how well networks on folds told what they had not seen, and what they were trained on.</summary>
    /// <param name="networks">What was trained.</param>
    /// <param name="predictions">What they told.</param>
    /// <param name="few">What is to be said of classes with fewer examples than folds; null for nothing.</param>
    public void AddNetworks(FoldNetworkOptions networks, FoldPredictions predictions, string? few)
    {
        _cannotSay.Add(
            $"What other networks than {networks.Network}, or other numbers of epochs, would tell: a network that is right too seldom "
                + "doubts right labels, and one that has memorised wrong labels believes in them."
        );
        if (few is not null)
            _cannotSay.Add(few);
        var count = subject.Given.Count;
        var told = (double)predictions.HeldOut.Sum(fold => fold.Told) / count;
        Add("held-out", HeldOut, "by the network that had not seen them", told, count, null);
        Add("trained", "Labels told of examples trained on", "in the last epoch, as it went on", predictions.Trained, count, null);
        foreach (var (i, fold) in predictions.HeldOut.Index())
            Add("fold", HeldOut, "trained on the others", (double)fold.Told / fold.Count, fold.Count, Sentence.Of($"fold {i + 1}"));

        void Add(string name, string title, string method, double share, int examples, string? part) =>
            _numbers.Add(
                new($"fold-networks.{name}", title, method, share, LabelAuditScale.Fraction) { Count = examples, Part = part }
            );
    }

    /// <summary>Takes in a test of each text column by itself. They decide nothing: what goes with one column may be what the others
    /// lack.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="results">A test of each.</param>
    /// <param name="permutations">How many each was made of.</param>
    public void AddColumns(IReadOnlyList<TextColumn> columns, IReadOnlyList<PermutationResult> results, int permutations) =>
        _numbers.AddRange(
            PartNumbers.Tests(
                subject.Train.Features is null ? "file.association" : "text-column.association",
                subject.Train.Features is null ? "Labels go with what the file was like" : "Labels go with a text column",
                Sentence.Of($"Cramer's V of it alone, labels permuted {permutations:N0} times"),
                [.. columns.Select(column => (column.Name, (int?)column.Values.Count))],
                results,
                LabelAuditScale.Number
            )
        );

    /// <summary>Takes in the training curves.</summary>
    /// <param name="own">Of the given labels.</param>
    /// <param name="shuffled">Of the shuffled copies.</param>
    /// <param name="count">The examples that were trained on.</param>
    public void AddCurves(double[] own, IReadOnlyList<double[]> shuffled, int count)
    {
        // A smaller area is a sooner fit: the sign makes the given labels' large.
        var result = new PermutationResult(-own.Average(), [.. shuffled.Select(curve => -curve.Average())]);
        _curveP = result.PValue;
        _numbers.Add(
            new(
                "training-curve.area",
                "Mean training loss of the given labels",
                Sentence.Of(
                    $"one hidden layer, {(count < subject.Given.Count ? "examples drawn from the seed, " : "")}{own.Length} epochs, "
                        + $"{shuffled.Count} shuffled copies; "
                        + $"p can be no less than 1/{shuffled.Count + 1}"
                ),
                own.Average(),
                LabelAuditScale.Number
            )
            {
                PValue = result.PValue,
                Count = count,
            }
        );
        _numbers.Add(
            new(
                "training-curve.by-chance",
                "Mean training loss of shuffled labels",
                "mean of the copies",
                -result.ByChance,
                LabelAuditScale.Number
            )
        );
        _figures.Add(Band(own, shuffled));
    }

    /// <summary>The given labels' curve against those of the shuffled copies that there are.</summary>
    public static LabelAuditFigure Band(double[] own, IReadOnlyList<double[]> shuffled) =>
        new(LabelAuditFigureKind.Band, "Training loss of the given labels and of shuffled copies", "epoch", "mean training loss")
        {
            XValues = [.. Enumerable.Range(1, own.Length).Select(epoch => (double)epoch)],
            Given = own,
            Shuffled = shuffled,
        };

    private string NotQuestioned(int tests) =>
        Sentence.Of($"Whether the labels of the {tests:N0} test examples are right: none of them was questioned, since the ")
        + $"{(subject.Scores is null ? "embeddings" : "probabilities")} have no rows of them.";

    /// <summary>What is known so far.</summary>
    public LabelAuditAnswer Build() =>
        new()
        {
            Question = LabelAuditQuestion.Association,
            Sentence = AnswerWords.Association(PValue),
            Numbers =
            [
                new(
                    "association.together",
                    "Together",
                    "the least p of the tests with permutations, times their number (Bonferroni)",
                    PValue,
                    LabelAuditScale.Number
                )
                {
                    PValue = PValue,
                    Count = subject.Given.Count,
                },
                .. _numbers,
            ],
            Figures = [.. _figures],
            CannotSay =
            [
                .. subject.Scores is null ? Array.Empty<string>() : [ProbabilityAudit.OutOfSample],
                .. subject.Embeddings is { } embeddings ? [embeddings.CannotSay] : Array.Empty<string>(),
                .. _cannotSay,
                .. subject is { QuestionedTests: 0, Test.Count: > 0 and var tests } ? [NotQuestioned(tests)] : Array.Empty<string>(),
                "Whether the labels are right: wrong labels that follow the features belong to them too.",
                "That there is no association where none is found: another model, or more examples, may find one.",
            ],
        };
}
