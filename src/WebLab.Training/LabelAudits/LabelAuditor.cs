using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.LabelAudits;
using WebLab.Training.Import.Sources;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Audits the labels of a data set by scores of its own: no weights from elsewhere, and nothing fetched.</summary>
public sealed class LabelAuditor
{
    private const int Dimensions = 64;

    // Of the seconds that an audit may take, what the tests of columns one by one may.
    private const double ShareOfColumns = 0.1;

    private readonly LabelAuditSubject _subject;
    private readonly LabelAuditOptions _options;
    private readonly ComputeDevice _device;
    private readonly Action<LabelAuditProgress> _told;
    private readonly CancellationToken _cancel;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ExampleGroups? _groups;
    private readonly AssociationAnswer _association;
    private LabelAuditReport _report;
    private string _stage = "";

    private LabelAuditor(
        LabelAuditSubject subject,
        LabelAuditOptions options,
        ComputeDevice device,
        Action<LabelAuditProgress> told,
        CancellationToken cancel
    )
    {
        (_subject, _options, _device, _told, _cancel) = (subject.First(options.MaxExamples), options, device, told, cancel);
        _groups = options.GroupColumn is { } column ? ExampleGroups.Of(_subject, column) : null;
        _association = new(_subject, _groups);
        _report = new()
        {
            Title = subject.Title,
            ContentHash = subject.ContentHash,
            ScoredBy = "",
            Examples = _subject.Train.Count,
            Classes = subject.Classes,
            Options = options,
        };
    }

    /// <summary>Audits, on the thread that it is called on.</summary>
    /// <param name="subject">What is looked at.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="device">How many threads to use.</param>
    /// <param name="told">Hears how far it is, with what is known already; called on this thread.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static LabelAuditReport Audit(
        LabelAuditSubject subject,
        LabelAuditOptions options,
        ComputeDevice device,
        Action<LabelAuditProgress> told,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        using var without = no_grad();
        return new LabelAuditor(subject, options, device, told, cancel).Whole();
    }

    /// <summary>Only the out-of-sample probabilities that it scores by.</summary>
    /// <param name="subject">What is looked at.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="device">How many threads to use.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ProbabilityTable Score(
        LabelAuditSubject subject,
        LabelAuditOptions options,
        ComputeDevice device,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        using var without = no_grad();
        return new LabelAuditor(subject, options, device, _ => { }, cancel).Score().Probabilities;
    }

    private LabelAuditReport Whole()
    {
        if (_subject.Train.Count < 4 * _subject.Classes.Count || _subject.Given.Distinct().Count() < 2)
            throw new TrainingFailedException(
                Sentence.Of(
                    $"{_subject.Title} has {_subject.Train.Count:N0} examples of {_subject.Classes.Count:N0} classes: an audit "
                        + $"needs four a class, and two classes."
                )
            );
        var (features, probabilities) = Score();
        Associate(features, probabilities);
        Stage("Ranking suspects", 0.85);
        _report = ProbabilityAudit.AddTo(_report, probabilities, _subject.Given, _groups);
        if (_subject.Origins.Count > 0)
            _report = _report with
            {
                Suspects =
                [
                    .. _report.Suspects.Select(suspect => suspect with { Origin = SourceEntry.Visible(_subject.Origins[suspect.Index]) }),
                ],
            };
        Stage("Looking for what else is off", 0.9);
        var (oddReport, numbers) = new OddityFinder(_subject, _options, _device.Threads, _cancel).AddTo(_report);
        _report = oddReport;
        _report = _report with { Answers = [.. _report.Answers, ProbabilityAudit.Oddities(_report, numbers)] };
        _report = _report with
        {
            Answers = [.. _report.Answers, ProbabilityAudit.NextSteps(_report)],
            Seconds = _watch.Elapsed.TotalSeconds,
        };
        Stage("Done", 1);
        return _report;
    }

    private (Tensor Features, ProbabilityTable Probabilities) Score()
    {
        Stage("Finding features", 0);
        var features = ExampleFeatures.Of(
            _subject.Train,
            Seeds.Derive(_options.Seed, LabelAuditSeeds.Features),
            _options.BudgetSeconds * 0.5 * _device.Threads,
            _device.Threads,
            share => Tell(0.4 * share),
            _cancel
        );
        _report = _report with { ScoredBy = features.Words };
        Stage("Predicting each example without it", 0.4);
        using var ridge = LeaveOneOutRidge.Factorise(features.Values, Ridge(features.Values), _cancel);
        return (features.Values, OwnProbabilities.Of(ridge.Predict(Targets()), _subject.Given));
    }

    // Fewer examples for each feature need more of it.
    private static double Ridge(Tensor features) => features.shape[0] >= 40_000 ? 0.01 : 0.03;

    private Tensor Targets() =>
        nn.functional.one_hot(tensor(_subject.Given.Select(label => (long)label).ToArray()), _subject.Classes.Count).to(ScalarType.Float32);

    private void Associate(Tensor features, ProbabilityTable probabilities)
    {
        if (TextColumn.OfAll(_subject) is { Count: > 0 } columns)
        {
            var isTable = _subject.Train.Features is not null;
            Stage(isTable ? "Text columns one by one" : "What the files were like", 0.48);
            var permutations = PermutationTest.Within(
                _options.BudgetSeconds * ShareOfColumns,
                (long)columns.Count * _subject.Given.Count,
                _options.Permutations
            );
            _association.AddColumns(columns, Test(_subject.Given, permutations).Columns(columns, _cancel), permutations);
        }
        if (_options.Tests.Contains(LabelAuditTest.Neighbours))
        {
            Stage("Neighbours", 0.5);
            var points = features.mm(NeighbourGraph.Directions(features, Dimensions));
            var graph = NeighbourGraph.Of(
                points,
                points,
                NeighbourGraph.EachFor(_subject.Given.Count, _subject.Classes.Count),
                share => Tell(0.5 + (0.05 * share)),
                _cancel
            );
            _association.Add(
                "neighbours",
                "Neighbours with equal labels",
                Sentence.Of($"{graph.Each} nearest neighbours"),
                Test(_subject.Given).Neighbours(graph.Indices, _cancel),
                InGroups((test, group, _) => test.Neighbours(_groups!.Within(group, graph.Indices, _subject.Given.Count), _cancel))
            );
            Answer();
            _report = _report with { Outliers = OutlierFinder.Of(graph, _subject.Given) };
        }
        if (_options.Tests.Contains(LabelAuditTest.HeldOutPredictions))
        {
            Stage("Held-out predictions", 0.58);
            int[] predicted = [.. Enumerable.Range(0, probabilities.Rows).Select(probabilities.Predicted)];
            _association.Add(
                "held-out",
                "Labels told",
                "ridge regression without the example",
                Test(_subject.Given).Predictions(predicted, _cancel),
                InGroups((test, _, rows) => test.Predictions([.. rows.Select(row => predicted[row])], _cancel))
            );
            Answer();
        }
        if (_options.Tests.Contains(LabelAuditTest.TrainingCurve))
        {
            Stage("Training on the given labels", 0.6);
            Train();
        }
    }

    private void Train()
    {
        var curves = new LossCurves(
            CurveInputs.Of(_subject.Train),
            _subject.Classes.Count,
            CurveInputs.Epochs(_subject.Train, _options),
            Seeds.Derive(_options.Seed, LabelAuditSeeds.Curves)
        );
        var (own, shuffled) = curves.Train(
            _subject.Given,
            _options.Shuffles,
            _device.Threads,
            (given, copies) =>
                Stage(
                    Sentence.Of($"Training on shuffled labels, {copies.Count} of {_options.Shuffles}"),
                    0.6 + (0.25 * copies.Count / _options.Shuffles),
                    given is null ? null : AssociationAnswer.Band(given, copies)
                ),
            _cancel
        );
        _association.AddCurves(own, shuffled);
        Answer();
    }

    // Within a group the labels of that group alone are permuted: what only tells the groups apart counts for nothing.
    private IReadOnlyList<PermutationResult> InGroups(
        Func<PermutationTest, int, IReadOnlyList<int>, IReadOnlyList<PermutationResult>> test
    ) =>
        _groups is null
            ? []
            : [.. _groups.Rows.Select((rows, group) => test(Test([.. rows.Select(row => _subject.Given[row])]), group, rows)[0])];

    private PermutationTest Test(IReadOnlyList<int> labels, int? permutations = null) =>
        new(
            labels,
            _subject.Classes.Count,
            permutations ?? _options.Permutations,
            Seeds.Derive(_options.Seed, LabelAuditSeeds.Permutations),
            _device.Threads
        );

    private void Answer() =>
        _report = _report with { HasAssociation = AnswerWords.IsAssociated(_association.PValue), Answers = [_association.Build()] };

    private void Stage(string stage, double done, LabelAuditFigure? live = null)
    {
        _stage = stage;
        _cancel.ThrowIfCancellationRequested();
        var answers = _report.Answers;
        // The band grows while it is watched.
        if (live is not null && answers is [var first, ..])
            answers = [first with { Figures = [.. first.Figures, live] }, .. answers.Skip(1)];
        _told(new(stage, done, _report with { Answers = answers, Seconds = _watch.Elapsed.TotalSeconds }));
    }

    private void Tell(double done) => _told(new(_stage, done, _report));
}
