using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>The tests of the first question, one after the other.</summary>
public sealed partial class LabelAuditor
{
    private const int Dimensions = 64;

    // Of the seconds that an audit may take, what the tests of columns one by one may.
    private const double ShareOfColumns = 0.1;

    // And what the permutations of each of the other two.
    private const double ShareOfPermutations = 0.1;

    private void Associate(ExampleFeatures features, ProbabilityTable probabilities)
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
            CompareNeighbours(features);
        if (_options.Tests.Contains(LabelAuditTest.HeldOutPredictions))
            ComparePredictions(probabilities);
        if (_options.Tests.Contains(LabelAuditTest.TrainingCurve))
        {
            Stage("Training on the given labels", 0.6);
            Train();
        }
    }

    private void CompareNeighbours(ExampleFeatures features)
    {
        Stage("Neighbours", 0.5);
        using var scope = NewDisposeScope();
        var count = AuditSample.Among(_options, _subject.Given.Count);
        var sample = AuditSample.Draw(_options, count, _subject.Given.Count);
        var directions = NeighbourGraph.Directions(features.Values, Dimensions);
        var points = features.Values.mm(directions);
        if (sample is not null)
            points = points.index_select(0, tensor(Array.ConvertAll(sample, index => (long)index)));
        int[] given = sample is null ? [.. _subject.Given] : Array.ConvertAll(sample, index => _subject.Given[index]);
        var graph = NeighbourGraph.Of(
            points,
            points,
            NeighbourGraph.EachFor(count, _subject.Classes.Count),
            share => Tell(0.5 + (0.05 * share)),
            _cancel
        );
        var groups = sample is null ? _groups : _groups?.Pick(sample);
        var permutations = Permutations(count);
        _association.Add(
            "neighbours",
            "Neighbours with equal labels",
            Sentence.Of($"{graph.Each} nearest neighbours{ByEmbeddings}")
                + (sample is null ? "" : Sentence.Of($" within {count:N0} examples drawn from the seed"))
                + Words(permutations),
            given.Length,
            Test(given, permutations).Neighbours(graph.Indices, _cancel),
            groups,
            InGroups(groups, given, (test, group, _) => test.Neighbours(groups!.Within(group, graph.Indices, given.Length), _cancel))
        );
        Answer();
        _report = _report with
        {
            Outliers = OutlierFinder.Of(new(graph, "train", _subject.Given, sample), Tests(features, directions, points)),
        };
    }

    /// <summary>The test examples among the training examples; null for none.</summary>
    private FoundNeighbours? Tests(ExampleFeatures features, Tensor directions, Tensor among)
    {
        if (features.Test is null || _subject.Test is not { Count: > 0 } test)
            return null;
        Stage("Neighbours of test examples", 0.57);
        var sample = AuditSample.Draw(_options, AuditSample.Against(_options, test.Count, (int)among.shape[0]), test.Count);
        var points = features.Test.mm(directions);
        if (sample is not null)
            points = points.index_select(0, tensor(Array.ConvertAll(sample, index => (long)index)));
        var graph = NeighbourGraph.Of(points, among, OutlierFinder.NearOnes, _ => { }, _cancel);
        return new(graph, "test", Array.ConvertAll(test.Labels, label => (int)label), sample);
    }

    private void ComparePredictions(ProbabilityTable probabilities)
    {
        Stage("Held-out predictions", 0.58);
        var (given, count) = (_subject.Given, _subject.Given.Count);
        int[] predicted = [.. Enumerable.Range(0, probabilities.Rows).Select(probabilities.Predicted)];
        var permutations = Permutations(count);
        _association.Add(
            "held-out",
            "Labels told",
            TellsTraining + Words(permutations),
            count,
            Test(given, permutations).Predictions(predicted[..count], _cancel),
            _groups,
            InGroups(_groups, given, (test, _, rows) => test.Predictions([.. rows.Select(row => predicted[row])], _cancel))
        );
        if (_subject is { QuestionedTests: > 1, Test: { } test })
            _association.AddTest(
                Test([.. test.Labels.Select(label => (int)label)], permutations).Predictions(predicted[count..], _cancel)[0],
                test.Count,
                TellsTest
            );
        Answer();
    }

    private string ByEmbeddings => _report.Embeddings?.By ?? "";

    // A million examples are permuted less often than ten thousand.
    private int Permutations(int examples) =>
        PermutationTest.Within(_options.BudgetSeconds * ShareOfPermutations, examples, _options.Permutations);

    private string Words(int permutations) =>
        permutations == _options.Permutations ? "" : Sentence.Of($", labels permuted {permutations:N0} times");

    private void Train()
    {
        var count = CurveInputs.Examples(_subject.Train, _options);
        var sample = AuditSample.Draw(_options, count, _subject.Train.Count);
        var examples = sample is null ? _subject.Train : _subject.Train.Pick(sample);
        int[] labels = sample is null ? [.. _subject.Given] : Array.ConvertAll(sample, index => _subject.Given[index]);
        var curves = new LossCurves(
            CurveInputs.Of(examples).to(_device.Torch),
            _subject.Classes.Count,
            CurveInputs.Epochs(examples, _options),
            Seeds.Derive(_options.Seed, LabelAuditSeeds.Curves)
        );
        var (own, shuffled) = curves.Train(
            labels,
            _options.Shuffles,
            // A GPU takes one network at a time, and holds the inputs once more for each.
            _device.IsGpu ? 1 : _device.Threads,
            (given, copies) =>
                Stage(
                    Sentence.Of($"Training on shuffled labels, {copies.Count} of {_options.Shuffles}"),
                    0.6 + (0.25 * copies.Count / _options.Shuffles),
                    given is null ? null : AssociationAnswer.Band(given, copies)
                ),
            _cancel
        );
        _association.AddCurves(own, shuffled, count);
        Answer();
    }

    // Within a group the labels of that group alone are permuted: what only tells the groups apart counts for nothing.
    private IReadOnlyList<PermutationResult> InGroups(
        ExampleGroups? groups,
        IReadOnlyList<int> given,
        Func<PermutationTest, int, IReadOnlyList<int>, IReadOnlyList<PermutationResult>> test
    )
    {
        return groups is null ? [] : [.. groups.Rows.Select((rows, group) => test(Of(rows), group, rows)[0])];

        PermutationTest Of(IReadOnlyList<int> rows) => Test([.. rows.Select(row => given[row])], Permutations(rows.Count));
    }

    private PermutationTest Test(IReadOnlyList<int> labels, int? permutations = null) =>
        new(
            labels,
            _subject.Classes.Count,
            permutations ?? _options.Permutations,
            Seeds.Derive(_options.Seed, LabelAuditSeeds.Permutations),
            _device.Threads
        );
}
