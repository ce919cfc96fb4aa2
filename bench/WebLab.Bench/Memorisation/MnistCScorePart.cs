using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;
using WebLab.Training.Measures;
using WebLab.Training.Scores;

namespace WebLab.Bench.Memorisation;

/// <summary>
/// C-scores of all of MNIST by a tenth of the published number of networks, beside the published quantiles. It takes most of an hour:
/// with <c>--minutes</c> it ends sooner, keeps the networks that it has under <c>artifacts/bench</c>, and goes on from them another time.
/// </summary>
internal sealed class MnistCScorePart : IMemorisationPart
{
    private const int Networks = 180,
        Shares = 9;
    private const double Near = 0.03,
        MostMinutes = 60;

    // Computed from the file that the authors publish; the first row of each pair is the share of the examples below.
    private static readonly (double Share, double Published)[] Quantiles = [(0.01, 0.260), (0.02, 0.539), (0.05, 0.870), (0.1, 0.978)];
    private const double PublishedMean = 0.9736;

    public string Name => "mnist-cscore";

    public Task Measure(MemorisationMeasure measure)
    {
        var spec = new RunSpec
        {
            Dataset = DatasetName.Mnist,
            TrainSize = 60_000,
            TestSize = 10_000,
        };
        var data = RecordedTraining.Data(measure, spec);
        var kept = new KeptHits(Path.Combine("artifacts", "bench", Name), data.GivenLabels.Length, data.TestLabels.Length);
        Train(Networks, measure.Minutes);
        var trained = kept.Count(Networks) / Shares * Shares;
        if (trained == 0)
            throw new BenchException($"--minutes must leave time for {Shares} networks; only {kept.Count(Networks)} are trained.");
        var report = Train(trained, minutes: null)!;
        var whole = kept.Minutes * Networks / Math.Max(1, kept.Count(Networks));
        var isWhole = trained == Networks;
        var mean = report.Scores.Where(float.IsFinite).Average(score => (double)score);
        var scores = report.Scores.Where(float.IsFinite).Select(score => (double)score).ToList();
        var found = Quantiles
            .Select(one => (Name: Sentence.Of($"{one.Share:0 %}"), Here: Distribution.Quantile(scores, one.Share), one.Published))
            .Append((Name: "mean", Here: mean, Published: PublishedMean))
            .ToList();
        var each = string.Join(", ", found.Select(one => Sentence.Of($"{one.Name} {one.Here:0.000} ({one.Published:0.000})")));
        var how = Sentence.Of(
            $"{trained} of {Networks} MLPs of 512 and 256 units on MNIST, farthest of "
                + $"{each}; published in "
                + $"brackets, of 1,800 networks; test accuracy {report.TestAccuracy:0.000}"
        );
        var farthest = found.Max(one => Math.Abs(one.Here - one.Published));
        measure.Report.Add(
            isWhole
                ? BenchFigure.AtMost("memorisation.mnist-cscore", farthest, "", Near, how)
                : new(
                    "memorisation.mnist-cscore",
                    farthest,
                    "",
                    null,
                    true,
                    $"{how}; not the whole of it, and no target: with few networks quantiles are lower"
                )
        );
        var words = Sentence.Of($"for {Networks} networks on {measure.Device.Threads} threads");
        measure.Report.Add(
            isWhole
                ? BenchFigure.AtMost("memorisation.mnist-cscore-minutes", whole, "min", MostMinutes, words)
                : new(
                    "memorisation.mnist-cscore-minutes",
                    whole,
                    "min",
                    null,
                    true,
                    Sentence.Of($"{words}, from {kept.Count(Networks)} of them in {kept.Minutes:0.0} minutes")
                )
        );
        return Task.CompletedTask;

        ExampleScoresReport? Train(int networks, double? minutes)
        {
            ExampleScoresReport? last = null;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(measure.Cancel);
            if (minutes is { } most)
                ended.CancelAfter(TimeSpan.FromMinutes(most));
            var watch = Stopwatch.StartNew();
            var before = kept.Count(Networks);
            try
            {
                new ExampleScorer(
                    new(ScoreMethod.CScore, networks, Epochs: 10, Share: 1, LearningRate: 0.1, Seed: 1),
                    data,
                    DatasetFacts.Of(spec.Dataset),
                    measure.Device
                )
                {
                    Known = kept.Find,
                    Trained = kept.Keep,
                }.Run((_, _) => { }, (report, _) => last = report, ended.Token);
            }
            catch (OperationCanceledException) when (!measure.Cancel.IsCancellationRequested)
            {
                Console.Error.WriteLine(Sentence.Of($"{kept.Count(Networks)} of {Networks} networks are trained and kept."));
            }
            if (kept.Count(Networks) > before)
                kept.Took(watch.Elapsed);
            return last;
        }
    }
}
