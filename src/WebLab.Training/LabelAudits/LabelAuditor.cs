using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.LabelAudits;
using WebLab.Training.Import.Sources;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Audits the labels of a data set by scores of its own: no weights from elsewhere, and nothing fetched.</summary>
public sealed partial class LabelAuditor
{
    private const double FeaturesEnd = 0.4;

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
        subject = subject with { IsToldByNetworks = options.Networks is not null };
        (_subject, _options, _device, _told, _cancel) = (subject.First(options.MaxExamples), options, device, told, cancel);
        _groups = options.GroupColumn is { } column ? ExampleGroups.Of(_subject, column) : null;
        _association = new(_subject);
        _report = new()
        {
            Title = subject.Title,
            ContentHash = subject.ContentHash,
            ScoredBy = "",
            ProbabilityFile = _subject.Scores?.File,
            Embeddings = _subject.Embeddings?.Source(isScorer: false),
            Examples = _subject.AllGiven.Count,
            TestExamples = _subject.QuestionedTests,
            Classes = subject.Classes,
            Options = options,
        };
    }

    /// <summary>Audits, on the thread that it is called on.</summary>
    /// <param name="subject">What is looked at.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="device">Where networks are trained, and how many threads do the rest.</param>
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

    /// <summary>Only the out-of-sample probabilities of the training examples that it scores by.</summary>
    /// <param name="subject">What is looked at.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="device">Where networks are trained, and how many threads do the rest.</param>
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
        subject = subject with { Test = null, Scores = null, Embeddings = subject.Embeddings?.First(int.MaxValue, 0) };
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
        _report = ProbabilityAudit.AddTo(_report, probabilities, _subject.AllGiven, _groups);
        _report = ReportOrigins.Add(_report, _subject, SourceEntry.Visible);
        Stage("Looking for what else is off", 0.9);
        _report = new OddityFinder(_subject, _options, _device.Threads, _cancel)
        {
            Embedded = _subject.Embeddings is null ? null : features,
        }.AddTo(_report);
        _report = _report with
        {
            Answers = [.. _report.Answers, NextStepsAnswer.Of(_report)],
            Seconds = _watch.Elapsed.TotalSeconds,
        };
        Stage("Done", 1);
        return _report;
    }

    private (ExampleFeatures Features, ProbabilityTable Probabilities) Score()
    {
        // What they cannot be trained on is said before any work is done.
        var networks = Networks();
        Stage("Finding features", 0);
        var features = _subject.Embeddings is { } own
            ? ExampleFeatures.Of(own)
            : ExampleFeatures.Of(
                _subject.Train,
                _subject.Test,
                Seeds.Derive(_options.Seed, LabelAuditSeeds.Features),
                _options.BudgetSeconds * 0.5 * _device.Threads,
                _device.Threads,
                share => Tell(FeaturesEnd * share),
                _cancel
            );
        // What is asked of the examples themselves is asked of them, whoever says what their labels should be.
        if (_subject.Scores is { } scores)
        {
            var (mean, deviation) = LeaveOneOutRidge.Standardise(features.Values);
            features.Test?.sub_(mean).div_(deviation);
            _report = _report with { ScoredBy = "a file of probabilities" };
            return (features, scores.Table);
        }
        if (networks is not null)
            return (features, ScoreBy(networks, features));
        _report = _report with
        {
            ScoredBy = features.Words,
            Embeddings = _report.Embeddings is { } embeddings ? embeddings with { IsScorer = true } : null,
        };
        Stage("Predicting each example without it", FeaturesEnd);
        using var ridge = LeaveOneOutRidge.Factorise(features.Values, Ridge(features.Values), _cancel);
        var targets = Targets();
        // No test example had a part in the ridge: its prediction is out-of-sample as it is.
        Tensor[] others = features.Test is { } test ? [ridge.PredictOthers(targets, test)] : [];
        return (features, OwnProbabilities.Of(ridge.Predict(targets), _subject.Given, others));
    }

    // Fewer examples for each feature need more of it.
    private static double Ridge(Tensor features) => features.shape[0] >= 40_000 ? 0.01 : 0.03;

    private Tensor Targets() =>
        nn.functional.one_hot(tensor(_subject.Given.Select(label => (long)label).ToArray()), _subject.Classes.Count).to(ScalarType.Float32);

    private void Answer() =>
        _report = _report with { HasAssociation = AnswerWords.IsAssociated(_association.PValue), Answers = [_association.Build()] };

    private void Stage(string stage, double done, LabelAuditFigure? live = null) => Say(stage, Placed(done), live);

    private void Say(string stage, double done, LabelAuditFigure? live = null)
    {
        _stage = stage;
        _cancel.ThrowIfCancellationRequested();
        var answers = _report.Answers;
        // The band grows while it is watched.
        if (live is not null && answers is [var first, ..])
            answers = [first with { Figures = [.. first.Figures, live] }, .. answers.Skip(1)];
        _told(new(stage, done, _report with { Answers = answers, Seconds = _watch.Elapsed.TotalSeconds }));
    }

    private void Tell(double done) => _told(new(_stage, Placed(done), _report));
}
