using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Tests.LabelAudits;

[Trait("Speed", "Slow")]
public sealed class LabelAuditorTests
{
    private const int Count = 300;

    private static readonly LabelAuditOptions Options = new() { Permutations = 499 };

    [Fact]
    public void Labels_that_belong_to_images_are_told_from_shuffled_ones()
    {
        var subject = LabelAuditSubject.Of(DatasetReader.Load(DatasetName.Generated, null, Count, 60));
        var stages = new List<string>();
        var own = Audit(subject, progress => stages.Add(progress.Stage));
        Assert.True(own.HasAssociation);
        Assert.Equal(Enum.GetValues<LabelAuditQuestion>(), own.Answers.Select(answer => answer.Question));
        Assert.All(PValues(own), p => Assert.True(p <= 0.05));
        var band = own.Answers[0].Figures.Single(figure => figure.Kind == LabelAuditFigureKind.Band);
        Assert.Equal(Options.Shuffles, band.Shuffled.Count);
        Assert.All(band.Shuffled, curve => Assert.True(curve.Average() > band.Given.Average()));
        Assert.Contains("Done", stages);

        int[] shuffled = [.. subject.Given];
        // One shuffle in twenty raises a false alarm; this one does not.
        new RandomStream(2).Shuffle(shuffled.AsSpan());
        var other = Audit(subject with { Given = shuffled }, _ => { });
        Assert.False(other.HasAssociation);
    }

    [Fact]
    public void Wrong_labels_of_a_table_are_the_first_suspects_and_its_leaks_are_found()
    {
        var random = new RandomStream(5);
        var labels = Enumerable.Range(0, Count).Select(_ => (byte)random.NextInt(3)).ToArray();
        var values = new float[Count * 4];
        for (var row = 0; row < Count; row++)
        {
            for (var column = 0; column < 4; column++)
                values[(row * 4) + column] = (float)(random.NextGaussian() + (column == labels[row] ? 6 : 0));
        }
        int[] given = Array.ConvertAll(labels, label => (int)label);
        for (var wrong = 0; wrong < 10; wrong++)
            given[wrong * 20] = (given[wrong * 20] + 1) % 3;
        var subject = new LabelAuditSubject("Table", ["a", "b", "c"], new(4, values, labels), given)
        {
            Test = new(4, [.. values[..4], 1, 2, 3, 40], [labels[0], 2]),
            Columns = ["w", "x", "y", "z"],
        };
        var report = LabelAuditor.Audit(
            subject,
            Options with
            {
                Tests = [LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions],
            },
            ComputeDevice.Open("cpu", 2),
            _ => { },
            default
        );
        Assert.All(report.Suspects.Take(8), suspect => Assert.Equal(0, suspect.Index % 20));
        Assert.All(report.Suspects.Take(8), suspect => Assert.Equal(labels[suspect.Index], suspect.Suggested));
        Assert.Contains(report.Duplicates, group => group.IsLeak && group.IsExact && group.Examples[0].Index == 0);
        // A row of the test that lies far from all that was trained on is named as one of the training examples would be.
        Assert.Contains(report.Outliers, outlier => outlier.Example is { Split: "test", Index: 1, Given: 2 });
        var estimate = report.Answers[1].Numbers[0];
        Assert.InRange(10.0 / Count, estimate.Low!.Value, estimate.High!.Value);
    }

    [Fact]
    public void Wrong_labels_of_test_examples_are_suspects_too_and_named_by_their_rows()
    {
        const int Test = 80;
        var random = new RandomStream(7);
        ImageSet Draw(int count)
        {
            var labels = Enumerable.Range(0, count).Select(_ => (byte)random.NextInt(2)).ToArray();
            return new(2, [.. labels.SelectMany(label => Row(8 * label))], labels);
        }
        float[] Row(int at) => [at + (float)random.NextGaussian(), (float)random.NextGaussian()];
        var (train, test) = (Draw(Count), Draw(Test));
        foreach (var (set, wrong) in new[] { (test, 5), (test, 50), (train, 7) })
            set.Labels[wrong] = (byte)(1 - set.Labels[wrong]);
        var subject = new LabelAuditSubject("Split", ["a", "b"], train, Array.ConvertAll(train.Labels, label => (int)label))
        {
            Test = test,
            Origins = [.. Enumerable.Range(1, Count).Select(row => $"row {row}")],
            TestOrigins = [.. Enumerable.Range(Count + 1, Test).Select(row => $"row {row}")],
        };
        var options = Options with { Tests = [LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions] };
        var report = LabelAuditor.Audit(subject, options, ComputeDevice.Open("cpu", 2), _ => { }, default);
        Assert.Equal((Count + Test, Test), (report.Examples, report.TestExamples));
        Assert.Equal(
            [("test", 5, "row 306"), ("test", 50, "row 351"), ("train", 7, "row 8")],
            report.Suspects.Take(3).Select(suspect => (suspect.Split, suspect.Index, suspect.Origin!)).Order()
        );
        Assert.All(report.Suspects.Take(3), suspect => Assert.Equal(1 - suspect.Given, suspect.Suggested));
        Assert.Equal(
            [("train", (int?)Count), ("test", Test)],
            report.Answers[1].Numbers.Where(number => number.Name == "noise-rate.split").Select(number => (number.Part, number.Count))
        );
        Assert.True(report.Answers[0].Numbers.Single(number => number.Name == "held-out.test").PValue <= 0.01);
        Assert.All(report.Answers, answer => Assert.NotEmpty(answer.CannotSay));
        // The training examples are judged as they are without the test.
        var alone = LabelAuditor.Score(subject, options, ComputeDevice.Open("cpu", 2), default);
        Assert.Equal(Count, alone.Rows);
        var first = report.Suspects.First(suspect => suspect.Split == "train");
        Assert.Equal(alone.At(first.Index, first.Given), first.Score, 1e-6);
    }

    [Fact]
    public void A_persons_probabilities_tell_suspects_by_the_rule_that_is_asked_for_and_the_examples_the_rest()
    {
        const int Test = 30;
        var random = new RandomStream(11);
        ImageSet Draw(int count)
        {
            var labels = Enumerable.Range(0, count).Select(_ => (byte)random.NextInt(2)).ToArray();
            return new(1, [.. labels.Select(label => (8 * label) + (float)random.NextGaussian())], labels);
        }
        var (train, test) = (Draw(Count), Draw(Test));
        train.Features![9] = train.Features[8];
        var subject = new LabelAuditSubject("Split", ["a", "b"], train, Array.ConvertAll(train.Labels, label => (int)label))
        {
            Test = test,
        };
        // The person's model doubts one label of each split, and is not quite sure of another.
        double[] Row(int label, int index) =>
            index is 20 ? [label, 1 - label]
            : index is 25 ? [0.5 + (0.01 * label), 0.5 - (0.01 * label)]
            : [1 - label, label];
        ProbabilityTable Table(bool withTest) =>
            new(
                withTest ? Count + Test : Count,
                2,
                [
                    .. train.Labels.Select((label, i) => Row(label, i)).SelectMany(row => row),
                    .. withTest ? test.Labels.Select((label, i) => Row(label, i)).SelectMany(row => row) : [],
                ]
            );
        LabelAuditReport Audit(bool withTest, LabelFilter? filter) =>
            LabelAuditor.Audit(
                subject.With("mine.npy", Table(withTest)),
                Options with
                {
                    Filter = filter,
                    Tests = [LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions],
                },
                ComputeDevice.Open("cpu", 2),
                _ => { },
                default
            );
        var both = Audit(withTest: true, LabelFilter.ConfidentLearning);
        Assert.Equal(("a file of probabilities", "mine.npy"), (both.ScoredBy, both.ProbabilityFile));
        Assert.Equal((Count + Test, Test), (both.Examples, both.TestExamples));
        Assert.Equal([("test", 20), ("train", 20)], both.Suspects.Select(suspect => (suspect.Split, suspect.Index)).Order());
        Assert.Equal(2, both.SuspectCount);
        Assert.Contains("doubted by confident-learning", both.Answers[2].Sentence, StringComparison.Ordinal);
        Assert.Contains(ProbabilityAudit.OutOfSample, both.Answers[0].CannotSay);
        // What the examples themselves tell is told as ever.
        Assert.Contains(both.Duplicates, group => group.Examples.Select(example => example.Index).SequenceEqual([8, 9]));
        Assert.Contains(both.Answers[0].Numbers, number => number.Name == "neighbours.share");

        // Without rows of the test examples these are not questioned, and still looked at for leaks.
        var alone = Audit(withTest: false, null);
        Assert.Equal((Count, 0), (alone.Examples, alone.TestExamples));
        Assert.All(alone.Suspects, suspect => Assert.Equal("train", suspect.Split));
        Assert.Contains(alone.Answers[3].Numbers, number => number.Name == "oddities.leaks");
    }

    [Fact]
    public void More_examples_than_a_budget_bears_are_compared_by_a_sample_that_is_told()
    {
        const int Many = 1_500;
        var random = new RandomStream(8);
        var labels = Enumerable.Range(0, Many).Select(_ => (byte)random.NextInt(2)).ToArray();
        float[] values =
        [
            .. labels.SelectMany(label => new[] { (6f * label) + (float)random.NextGaussian(), (float)random.NextGaussian() }),
        ];
        var subject = new LabelAuditSubject("Many", ["a", "b"], new(2, values, labels), Array.ConvertAll(labels, label => (int)label))
        {
            Columns = ["x", "y"],
        };
        var report = LabelAuditor.Audit(
            subject,
            Options with
            {
                BudgetSeconds = 0,
                GroupColumn = 1,
                Tests = [LabelAuditTest.Neighbours],
            },
            ComputeDevice.Open("cpu", 2),
            _ => { },
            default
        );
        var test = report.Answers[0].Numbers.Single(number => number is { Name: "neighbours.share", Part: null });
        Assert.Equal((1_000, true), (test.Count, test.PValue <= 0.02));
        Assert.Contains("within 1,000 examples drawn from the seed, labels permuted 99 times", test.Method, StringComparison.Ordinal);
        Assert.Equal(4, report.Answers[0].Numbers.Count(number => number.Name == "neighbours.group"));
        Assert.Contains(report.Answers[3].CannotSay, limit => limit.Contains("1,000 that were drawn", StringComparison.Ordinal));
        Assert.Equal(Many, report.Answers[1].Numbers[0].Count);
    }

    [Fact]
    public void A_group_whose_labels_are_drawn_by_lot_is_told_from_one_whose_labels_belong_to_it()
    {
        var random = new RandomStream(6);
        var (values, labels) = (new float[Count * 3], new byte[Count]);
        for (var row = 0; row < Count; row++)
        {
            var (site, truth) = (row % 2, random.NextInt(2));
            labels[row] = (byte)(site == 0 ? truth : random.NextInt(2));
            (values[row * 3], values[(row * 3) + 1], values[(row * 3) + 2]) = (
                site,
                (float)random.NextGaussian() + (6 * truth),
                (float)random.NextGaussian()
            );
        }
        var subject = new LabelAuditSubject("Sites", ["a", "b"], new(3, values, labels), Array.ConvertAll(labels, label => (int)label))
        {
            Columns = ["site", "x", "y"],
        };
        var report = LabelAuditor.Audit(
            subject,
            Options with
            {
                GroupColumn = 0,
                Tests = [LabelAuditTest.Neighbours, LabelAuditTest.HeldOutPredictions],
            },
            ComputeDevice.Open("cpu", 2),
            _ => { },
            default
        );
        foreach (var name in new[] { "neighbours.group", "held-out.group" })
        {
            var tests = report.Answers[0].Numbers.Where(number => number.Name == name).ToList();
            Assert.Equal(["site = 0", "site = 1"], tests.Select(test => test.Part));
            Assert.Equal([Count / 2, Count / 2], tests.Select(test => test.Count));
            Assert.Equal(0.002, tests[0].PValue!.Value, 1e-9);
            Assert.Equal(0.004, tests[0].CorrectedPValue!.Value, 1e-9);
            Assert.True(tests[1].CorrectedPValue > 0.05, $"{name}: {tests[1]}");
        }
        var rates = report.Answers[1].Numbers.Where(number => number.Name == "noise-rate.group").ToList();
        Assert.True(rates[0].High < rates[1].Low, $"{rates[0]}, {rates[1]}");
        Assert.Equal(["a", "b"], report.Answers[1].Numbers.Where(number => number.Name == "noise-rate.class").Select(each => each.Part));
    }

    [Fact]
    public void The_same_seed_gives_the_same_report()
    {
        var subject = LabelAuditSubject.Of(DatasetReader.Load(DatasetName.Generated, null, 120, 20));
        var (one, other) = (Audit(subject, _ => { }), Audit(subject, _ => { }));
        Assert.Equal(one.Answers.SelectMany(answer => answer.Numbers), other.Answers.SelectMany(answer => answer.Numbers));
        Assert.Equal(one.Suspects.Select(suspect => suspect.Index), other.Suspects.Select(suspect => suspect.Index));
    }

    [Fact]
    public void An_audit_that_is_cancelled_ends()
    {
        var subject = LabelAuditSubject.Of(DatasetReader.Load(DatasetName.Generated, null, Count, 20));
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            LabelAuditor.Audit(
                subject,
                Options,
                ComputeDevice.Open("cpu", 2),
                progress =>
                {
                    if (progress.Stage.StartsWith("Training on shuffled", StringComparison.Ordinal))
                        source.Cancel();
                },
                source.Token
            )
        );
    }

    private static LabelAuditReport Audit(LabelAuditSubject subject, Action<LabelAuditProgress> told) =>
        LabelAuditor.Audit(subject, Options, ComputeDevice.Open("cpu", 2), told, default);

    private static IEnumerable<double> PValues(LabelAuditReport report) =>
        report.Answers[0].Numbers.Where(number => number.Part is null).Select(number => number.PValue).OfType<double>();
}
