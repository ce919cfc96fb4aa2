using WebLab.Contracts.Examples;
using WebLab.Data.Examples;

namespace WebLab.Data.Tests.Examples;

/// <summary>A ledger against formulas written down here once more, over logits drawn from a seed.</summary>
public sealed class ExampleLedgerTests : IDisposable
{
    private const int Count = 400,
        Classes = 7,
        Epochs = 25;

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-ledger").FullName;
    private readonly double[][][] _logits;
    private readonly int[][] _shown;
    private readonly byte[] _given = new byte[Count];
    private readonly byte[] _true = new byte[Count];
    private readonly bool[] _heldOut = new bool[Count];
    private readonly ExampleLedger _ledger;

    public ExampleLedgerTests()
    {
        var random = new Random(20260);
        for (var i = 0; i < Count; i++)
        {
            _true[i] = (byte)random.Next(Classes);
            _given[i] = i % 3 == 0 ? (byte)random.Next(Classes) : _true[i];
            _heldOut[i] = i % 40 == 7;
        }
        // Examples differ in how soon they are fitted; a few never are.
        _logits =
        [
            .. Enumerable
                .Range(1, Epochs)
                .Select(epoch =>
                    Enumerable
                        .Range(0, Count)
                        .Select(i =>
                            Enumerable
                                .Range(0, Classes)
                                .Select(label =>
                                    (double)(float)((4 * random.NextDouble()) + (label == _given[i] ? epoch * (i % 8) / 20.0 : 0))
                                )
                                .ToArray()
                        )
                        .ToArray()
                ),
        ];
        _shown =
        [
            .. Enumerable
                .Range(0, Epochs)
                .Select(_ =>
                    Enumerable
                        .Range(0, Count)
                        .Select(i =>
                            _heldOut[i] ? -1
                            : i % 9 == 4 ? (_given[i] + 1) % Classes
                            : random.Next(3) > 0 ? _given[i]
                            : random.Next(Classes)
                        )
                        .ToArray()
                ),
        ];
        _ledger = Open(Write(Epochs));
    }

    private string FilePath => Path.Combine(_folder, ExampleFile.NameOf(Guid.Empty, "ledger"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Aum_is_the_mean_margin_between_the_given_label_and_the_best_other() =>
        AssertColumn("aum", i => Mean(i, logits => logits[_given[i]] - logits.Where((_, label) => label != _given[i]).Max()));

    [Fact]
    public void Cartography_is_mean_population_deviation_and_share_of_right_epochs()
    {
        AssertColumn("confidence", i => Mean(i, logits => Softmax(logits)[_given[i]]));
        AssertColumn("variability", i =>
        {
            double[] p = [.. _logits.Select(epoch => Softmax(epoch[i])[_given[i]])];
            return Math.Sqrt(p.Sum(each => Math.Pow(each - p.Average(), 2)) / p.Length);
        });
        AssertColumn("correctness", i => Mean(i, logits => IsRight(logits, i) ? 1 : 0));
    }

    [Fact]
    public void El2n_is_the_norm_of_the_error_of_the_probabilities()
    {
        AssertColumn("el2n", i => Norm(_logits[^1][i], i));
        AssertColumn("el2n-early", i => Norm(_logits[LedgerColumns.El2nEpoch - 1][i], i));

        double Norm(double[] logits, int i) =>
            Math.Sqrt(Softmax(logits).Select((p, label) => Math.Pow(p - (label == _given[i] ? 1 : 0), 2)).Sum());
    }

    [Fact]
    public void Loss_margin_and_confidence_of_each_epoch_are_those_of_its_logits()
    {
        foreach (var epoch in new[] { 1, 12, Epochs })
        {
            AssertSame(_ledger.Values("loss", epoch)!, i => -Math.Log(Softmax(_logits[epoch - 1][i])[_given[i]]));
            AssertSame(_ledger.Values(LedgerColumns.ConfidenceNow, epoch)!, i => Softmax(_logits[epoch - 1][i])[_given[i]]);
        }
        Assert.Null(_ledger.Values("loss", Epochs + 1));
        AssertColumn("margin", i => _logits[^1][i][_given[i]] - _logits[^1][i].Where((_, label) => label != _given[i]).Max());
        var story = _ledger.Story(11);
        Assert.Equal(_logits.Select(epoch => (float)Array.IndexOf(epoch[11], epoch[11].Max())), story["prediction"]);
    }

    [Fact]
    public void Forgetting_events_are_transitions_between_showings_and_the_showings_of_what_was_never_right()
    {
        AssertColumn("forgetting-events", i =>
        {
            if (_heldOut[i])
                return double.NaN;
            bool[] right = [.. _shown.Select(epoch => epoch[i] == _given[i])];
            return right.Any(each => each) ? Enumerable.Range(1, Epochs - 1).Count(e => right[e - 1] && !right[e]) : Epochs;
        });
        AssertColumn("never-learned", i => _heldOut[i] ? double.NaN
            : _shown.Any(epoch => epoch[i] == _given[i]) ? 0
            : 1);
        Assert.Contains(_ledger.Values("never-learned")!, value => value == 1);
    }

    [Fact]
    public void First_fit_is_the_first_epoch_that_is_right_and_last_fit_the_first_of_those_that_stay_so()
    {
        AssertColumn("first-fit", i =>
            Enumerable.Range(1, Epochs).Where(e => IsRight(_logits[e - 1][i], i)).Select(e => (double)e).FirstOrDefault(double.NaN)
        );
        AssertColumn("last-fit", i =>
            Enumerable
                .Range(1, Epochs)
                .Where(e => _logits[(e - 1)..].All(epoch => IsRight(epoch[i], i)))
                .Select(e => (double)e)
                .FirstOrDefault(double.NaN)
        );
        Assert.Contains(_ledger.Values("last-fit")!, float.IsNaN);
    }

    [Fact]
    public void Ledger_that_goes_on_with_its_file_is_that_of_the_whole_file()
    {
        var begun = Open(Write(9));
        var after = begun.After(Write(Epochs), [])!;
        foreach (var column in LedgerColumns.Summaries)
            Assert.Equal(_ledger.Values(column.Name), after.Values(column.Name));
        Assert.Equal(9, begun.Evaluations.Count);
        Assert.Null(after.After(Write(3), []));
    }

    [Fact]
    public void Query_filters_as_it_says_and_sorts_with_what_has_no_value_last()
    {
        foreach (var descending in new[] { false, true })
        {
            var found = new LedgerQuery
            {
                Sort = "margin",
                Descending = descending,
                Show = LedgerShow.CorruptedNotFitted,
            }.Of(_ledger);
            int[] expected = [.. Enumerable.Range(0, Count).Where(i => _given[i] != _true[i] && !IsRight(_logits[^1][i], i))];
            var margins = _ledger.Values("margin")!;
            Assert.Equal(descending ? expected.OrderByDescending(i => margins[i]) : expected.OrderBy(i => margins[i]), found);
            Assert.NotEmpty(found);
            var all = new LedgerQuery { Sort = "forgetting-events", Descending = descending }.Of(_ledger);
            Assert.Equal(_heldOut.Count(isHeldOut => isHeldOut), all.Reverse().TakeWhile(i => _heldOut[i]).Count());
        }
        Assert.Equal(
            Enumerable.Range(0, Count).Where(i => !_heldOut[i] && _shown.All(epoch => epoch[i] != _given[i])),
            new LedgerQuery { Show = LedgerShow.NeverLearned }.Of(_ledger)
        );
    }

    [Fact]
    public void Ranges_of_several_columns_hold_what_lies_in_all_of_them_and_nothing_without_a_value()
    {
        var (margins, fits) = (_ledger.Values("margin")!, _ledger.Values("first-fit")!);
        // An end in decimals holds the very value that was recorded as a 32-bit float.
        var (low, high) = ((double)margins[3], Math.Round((double)margins[7], 5));
        var found = new LedgerQuery { Ranges = [new("margin", Math.Min(low, high), null), new("first-fit", null, 6)] }.Of(_ledger);
        Assert.Equal(Enumerable.Range(0, Count).Where(i => margins[i] >= (float)Math.Min(low, high) && fits[i] <= 6), found);
        Assert.NotEmpty(found);
        Assert.True(new LedgerRange("margin", 0.1, 0.1).Holds(0.1f));
        Assert.Throws<ArgumentException>(() => new LedgerQuery { Ranges = [new("beauty", 0, 1)] }.Of(_ledger));
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("first-fit")]
    [InlineData("prediction")]
    public void Histogram_counts_every_trained_example_with_a_value_once(string name)
    {
        var column = _ledger.Columns.Single(each => each.Name == name);
        var histogram = LedgerHistograms.Of(_ledger, column, column.IsByEpoch ? 3 : null)!;
        var values = column.IsByEpoch ? _ledger.Values(name, 3)! : _ledger.Values(name)!;
        foreach (var (counts, isClean) in new[] { (histogram.Clean, true), (histogram.Corrupted, false) })
        {
            Assert.Equal(histogram.Edges.Count - 1, counts.Count);
            Assert.Equal(
                Enumerable.Range(0, Count).Count(i => !_heldOut[i] && !float.IsNaN(values[i]) && (_given[i] == _true[i]) == isClean),
                counts.Sum()
            );
        }
    }

    [Fact]
    public void Ledger_of_test_examples_sums_up_by_the_same_formulas_and_has_nothing_of_being_trained_on()
    {
        var test = Open(Write(Epochs, new TestLedgerRecorder()));
        Assert.Equal(RecordedSplit.Test, test.Split);
        Assert.Equal(
            ["prediction", "loss", "margin", "confidence-now"],
            test.Columns.Where(column => column.IsByEpoch).Select(column => column.Name)
        );
        Assert.All(test.Columns, column => Assert.DoesNotContain("given", column.Title + column.Help, StringComparison.Ordinal));
        foreach (var column in test.Columns)
            Assert.Equal(_ledger.Values(column.Name), test.Values(column.Name));
        Assert.Null(test.Values("shown"));
        Assert.Null(test.Values("forgetting-events"));

        int[] never = [.. Enumerable.Range(0, Count).Where(i => _logits.All(epoch => !IsRight(epoch[i], i)))];
        Assert.NotEmpty(never);
        Assert.Equal(never, new LedgerQuery { Show = LedgerShow.NeverFitted }.Of(test));
        var right = new LedgerQuery { Show = LedgerShow.Fitted }.Of(test);
        Assert.Equal(Enumerable.Range(0, Count).Where(i => IsRight(_logits[^1][i], i)), right);
        Assert.Equal(Enumerable.Range(0, Count).Except(right), new LedgerQuery { Show = LedgerShow.NotFitted }.Of(test));
    }

    private static double[] Softmax(double[] logits)
    {
        var sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

    private bool IsRight(double[] logits, int i) => Array.IndexOf(logits, logits.Max()) == _given[i];

    private double Mean(int i, Func<double[], double> of) => _logits.Average(epoch => of(epoch[i]));

    private void AssertColumn(string name, Func<int, double> expected) => AssertSame(_ledger.Values(name)!, expected);

    private static void AssertSame(float[] values, Func<int, double> expected)
    {
        Assert.Equal(Count, values.Length);
        for (var i = 0; i < Count; i++)
        {
            var should = expected(i);
            if (double.IsNaN(should))
                Assert.True(float.IsNaN(values[i]), $"example {i} has {values[i]} and should have no value");
            else
                Assert.True(Math.Abs(values[i] - should) <= 1e-6, $"example {i} has {values[i]} and should have {should}");
        }
    }

    private static ExampleLedger Open(ExampleFile file) => ExampleLedger.Open(file, [], _ => null)!;

    private ExampleFile Write(int epochs, ExampleRecorder? another = null)
    {
        var recorder = another ?? new LedgerRecorder();
        var header = new ExampleHeader(
            recorder.Name,
            recorder.Columns,
            Count,
            Classes,
            new('a', 64),
            [.. Enumerable.Range(0, Count).Where(i => _heldOut[i])]
        )
        {
            Split = recorder.Split,
            GivenLabels = _given,
            TrueLabels = _true,
        };
        using (var writer = ExampleFileWriter.Open(FilePath, header, 1))
        {
            for (var epoch = 1; epoch <= epochs; epoch++)
                writer.Add(epoch, epoch * 10, recorder, Examples(epoch));
        }
        return ExampleFile.Open(FilePath);
    }

    private EvaluatedExamples Examples(int epoch)
    {
        var logits = new float[Count, Classes];
        for (var i = 0; i < Count; i++)
        {
            for (var label = 0; label < Classes; label++)
                logits[i, label] = (float)_logits[epoch - 1][i][label];
        }
        int[] predictions = [.. _logits[epoch - 1].Select(each => Array.IndexOf(each, each.Max()))];
        return new(predictions, _given, _true, _heldOut, () => logits, _shown[epoch - 1]);
    }
}
