using System.Collections.Concurrent;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Corruption;
using WebLab.Data.Preprocessing;
using WebLab.Training.Scores;

namespace WebLab.Training.Tests.Scores;

public sealed class ExampleScorerTests
{
    private const int Examples = 200,
        Tests = 60,
        Classes = 4,
        Inputs = 16,
        // Every fifth label is the next class's.
        WrongEvery = 5;

    [Theory]
    [InlineData(10, 3, 7)]
    [InlineData(100, 30, 20)]
    [InlineData(5, 4, 9)]
    [InlineData(6, 0, 3)]
    public void Each_example_is_held_out_as_often_as_every_other(int examples, int heldOut, int networks)
    {
        var deck = new HeldOutDeck(examples, heldOut, seed: 1);
        var counts = new int[examples];
        for (var network = 0; network < networks; network++)
        {
            var held = deck.Deal();
            Assert.Equal(heldOut, held.Count(each => each));
            for (var i = 0; i < examples; i++)
                counts[i] += held[i] ? 1 : 0;
        }
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    }

    [Fact]
    public void Memorisation_is_the_share_of_right_networks_with_an_example_less_that_without_it()
    {
        var tally = new HeldOutTally(2);
        // Of four with the first example three are right, of two without it none.
        foreach (
            var (heldOut, right) in new[] { (false, true), (false, true), (false, true), (false, false), (true, false), (true, false) }
        )
            tally.Add([heldOut, false], [right, right]);
        var (value, error) = tally.Memorisation(0);
        Assert.Equal(0.75, value);
        // (3 + 1) / (4 + 2) and (0 + 1) / (2 + 2).
        Assert.Equal(Math.Sqrt((2.0 / 3 * (1.0 / 3) / 4) + (0.25 * 0.75 / 2)), error, 1e-12);
        Assert.Equal(double.NaN, tally.Memorisation(1).Value);
    }

    [Fact]
    public void Influence_is_counted_as_memorisation_is_and_the_highest_pairs_come_first()
    {
        // The second test example is right just where the first training example was trained on.
        (bool[], bool[])[] networks =
        [
            ([false, true], [true, true]),
            ([false, false], [true, true]),
            ([true, false], [true, false]),
            ([true, true], [false, false]),
        ];
        var (pairs, high) = Influence.Of(networks, [1, 0.1f], [7, 8]);
        Assert.Equal([(0, 1, 8, 1.0), (0, 0, 7, 0.5)], pairs.Select(pair => (pair.Train, pair.Test, pair.TestLabel, pair.Influence)));
        Assert.Equal(2, high);
        Assert.Equal(Math.Sqrt(2 * (0.75 * 0.25 / 2)), pairs[0].Error, 1e-5);
    }

    [Theory]
    [InlineData(ScoreMethod.Memorisation, 12, 12, 60)]
    [InlineData(ScoreMethod.CScore, 10, 18, 20)]
    [InlineData(ScoreMethod.El2n, 4, 4, 10)]
    [InlineData(ScoreMethod.Grand, 4, 4, 10)]
    [InlineData(ScoreMethod.SecondSplit, 8, 8, 20)]
    public void Corrupted_examples_score_as_what_is_hard_and_memorised(string method, int networks, int trained, int epochs)
    {
        var report = Run(new(method, networks, epochs, Share: 0.7, LearningRate: 0.1, Seed: 1));

        Assert.Equal((trained, trained), (report.Networks, report.Trained));
        Assert.Equal((Examples, Examples), (report.Scores.Count, report.Errors.Count));
        Assert.DoesNotContain(report.Errors, error => error < 0);
        var isCorrupted = report.GivenLabels.Zip(report.TrueLabels, (given, right) => given != right).ToList();
        double Mean(bool corrupted) => report.Scores.Where((score, i) => isCorrupted[i] == corrupted && float.IsFinite(score)).Average();
        var lead = Mean(true) - Mean(false);
        Assert.True(
            method is ScoreMethod.CScore or ScoreMethod.SecondSplit ? lead < -0.2 : lead > 0.2,
            $"Corrupted {Mean(true)}, clean {Mean(false)}, test accuracy {report.TestAccuracy}."
        );
        var known = report.Scores.Where(float.IsFinite).ToList();
        Assert.Equal((known.Min(), known.Max()), ((float)report.Quantiles[0], (float)report.Quantiles[^1]));
        Assert.Equal(method == ScoreMethod.Memorisation, report.HighPairs is not null);
        Assert.All(report.Pairs, pair => Assert.True(report.Scores[pair.Train] >= ExampleScoresReport.HighMemorisation));
        Assert.Equal(report.Pairs.OrderByDescending(pair => pair.Influence), report.Pairs);
        Assert.NotNull(JsonSerializer.Deserialize<ExampleScoresReport>(JsonSerializer.Serialize(report, LabJson.Options), LabJson.Options));
    }

    [Fact]
    public void The_same_seed_gives_the_same_scores_on_any_number_of_threads()
    {
        var options = new ScoreOptions(ScoreMethod.Memorisation, 6, Epochs: 2, Share: 0.5, LearningRate: 0.1, Seed: 3);
        Assert.Equal(Run(options, threads: 1).Scores, Run(options, threads: 3).Scores);
    }

    [Fact]
    public void Networks_that_were_trained_before_count_as_if_they_were_trained_now()
    {
        var options = new ScoreOptions(ScoreMethod.CScore, 9, Epochs: 1, Share: 1, LearningRate: 0.1, Seed: 3);
        var kept = new ConcurrentDictionary<int, (bool[], bool[])>();
        var whole = Run(options, trained: (number, onTrain, onTest) => kept[number] = (onTrain, onTest));
        Assert.Equal(9, kept.Count);
        foreach (var number in new[] { 0, 4, 8 })
            kept.TryRemove(number, out _);
        var trained = 0;
        var second = Run(
            options,
            known: number => kept.TryGetValue(number, out var known) ? known : null,
            trained: (_, _, _) => Interlocked.Increment(ref trained)
        );
        Assert.Equal(3, trained);
        Assert.Equal(whole.Scores, second.Scores);
    }

    [Fact]
    public void No_network_is_trained_on_what_the_labels_leave_out()
    {
        var isLeftOut = new bool[Examples];
        (isLeftOut[3], isLeftOut[Examples - 1]) = (true, true);
        var options = new ScoreOptions(ScoreMethod.Memorisation, 6, Epochs: 1, Share: 0.5, LearningRate: 0.1, Seed: 3);
        var report = new List<ExampleScoresReport>();
        new ExampleScorer(options, Data(isLeftOut), DatasetFacts.Of(DatasetName.Generated), ComputeDevice.Open("cpu", 2)).Run(
            (_, _) => { },
            (each, _) => report.Add(each),
            CancellationToken.None
        );
        // Of what no network was trained on it cannot be told what training on it changes.
        Assert.Equal([3, Examples - 1], Enumerable.Range(0, Examples).Where(i => float.IsNaN(report[^1].Scores[i])));
    }

    [Fact]
    public void It_ends_when_it_is_cancelled()
    {
        var scorer = Scorer(new(ScoreMethod.Memorisation, 1_000, Epochs: 1_000, Share: 0.7, LearningRate: 0.1, Seed: 1), threads: 2);
        Assert.Throws<OperationCanceledException>(() =>
            scorer.Run((_, _) => throw new OperationCanceledException(), (_, _) => Assert.Fail("It went on."), CancellationToken.None)
        );
    }

    private static ExampleScoresReport Run(
        ScoreOptions options,
        int threads = 2,
        Func<int, (bool[], bool[])?>? known = null,
        Action<int, bool[], bool[]>? trained = null
    )
    {
        ExampleScoresReport? last = null;
        Scorer(options, threads, known, trained)
            .Run(
                (_, share) => Assert.InRange(share, 0, 1),
                (report, isLast) =>
                {
                    Assert.Null(last);
                    last = isLast ? report : null;
                },
                CancellationToken.None
            );
        return last!;
    }

    private static ExampleScorer Scorer(
        ScoreOptions options,
        int threads,
        Func<int, (bool[], bool[])?>? known = null,
        Action<int, bool[], bool[]>? trained = null
    ) =>
        new(options, Data(), DatasetFacts.Of(DatasetName.Generated), ComputeDevice.Open("cpu", threads))
        {
            Known = known,
            Trained = trained,
        };

    // A cloud of points a class, well apart.
    private static CorruptedSet Data(bool[]? isLeftOut = null)
    {
        var random = new RandomStream(5);
        byte[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes))];
        PixelSet Points(int count) =>
            new(
                1,
                Inputs,
                1,
                [
                    .. Enumerable
                        .Range(0, count * Inputs)
                        .Select(at => (at % Classes == at / Inputs % Classes ? 1 : 0) + (float)(0.3 * random.NextGaussian())),
                ]
            );
        var right = Labels(Examples);
        byte[] given = [.. right.Select((label, i) => i % WrongEvery == 0 ? (byte)((label + 1) % Classes) : label)];
        return new(new(right, given) { IsLeftOut = isLeftOut }, Points(Examples), Points(Tests), Labels(Tests));
    }
}
