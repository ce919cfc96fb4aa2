using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data;

namespace WebLab.Bench.Store;

/// <summary>
/// Finished runs that look like the paper's: the more labels are random, the slower the loss falls and the lower the test accuracy ends.
/// The same seed gives the same runs.
/// </summary>
internal sealed class SeededRuns(int seed, int points)
{
    private const int RunsAnExperiment = 20;
    private static readonly string[] Models = [ModelName.Mlp1x512, ModelName.Mlp3x512, ModelName.SmallAlexnet, ModelName.SmallInception];
    private static readonly double[] NoiseRates = [0, 0.2, 0.4, 0.6, 0.8];
    private static readonly string[] Tags = ["paper", "baseline", "draft", "check-again"];

    private readonly int _epochs = Math.Clamp(points / 25, 1, 100);

    /// <summary>An experiment of 20 runs, or of the rest.</summary>
    public (ExperimentSummary Experiment, IReadOnlyList<RunSummary> Runs) Experiment(int number, int left, DateTimeOffset now)
    {
        var created = now.AddMinutes(-20 * number);
        var model = Models[number % Models.Length];
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(created),
            Name = $"Noise against {model}, {number + 1}",
            Description = "Seeded by weblab bench seed.",
            CreatedAt = created,
        };
        var runs = Enumerable.Range(0, Math.Min(RunsAnExperiment, left)).Select(index => Run(experiment, model, number, index));
        return (experiment, [.. runs]);
    }

    /// <summary>All points of a run in their order: the step losses, and after each epoch its measures.</summary>
    public IEnumerable<Point> Points(RunSummary run)
    {
        var random = RandomStream.ForItem(Seeds.Derive(run.Spec.Seed, "seeded points"), run.Index);
        var started = run.StartedAt!.Value.ToUnixTimeMilliseconds();
        var measures = Measures(run).Count();
        var losses = points - _epochs * measures;
        for (int epoch = 1, step = 0; epoch <= _epochs; epoch++)
        {
            var last = losses * epoch / _epochs;
            for (step++; step <= last; step++)
                yield return new(
                    Metric.StepLoss,
                    step,
                    (float)(Loss(run, (double)step / losses) * (0.8 + 0.4 * random.NextDouble())),
                    started + step * 12L
                );
            step = last;
            foreach (var (metric, value) in Measures(run, (double)epoch / _epochs))
                yield return new(metric, step, (float)(value * (0.995 + 0.01 * random.NextDouble())), started + step * 12L);
        }
    }

    private RunSummary Run(ExperimentSummary experiment, string model, int number, int index)
    {
        var noise = NoiseRates[index % NoiseRates.Length];
        var spec = new RunSpec
        {
            Model = model,
            Epochs = _epochs,
            Seed = seed + index / NoiseRates.Length + 10 * number,
            LearningRate = number % 3 == 0 ? 0.1 : 0.01,
            Corruption = noise == 0 ? new() : new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = noise },
        };
        var started = experiment.CreatedAt.AddSeconds(30 * index);
        var run = new RunSummary
        {
            Id = Guid.CreateVersion7(experiment.CreatedAt),
            ExperimentId = experiment.Id,
            ExperimentName = experiment.Name,
            Index = index,
            Name = Sentence.Of($"noise {noise} · seed {spec.Seed}"),
            Spec = spec,
            Status = (number + index) % 40 == 0 ? RunStatus.Failed : RunStatus.Completed,
            StatusDetail = (number + index) % 40 == 0 ? "The loss became infinite at step 40." : null,
            CreatedAt = experiment.CreatedAt,
            StartedAt = started,
            FinishedAt = started.AddSeconds(28),
            Tags = index % 7 == 0 ? [Tags[number % Tags.Length]] : [],
        };
        var result = Result(run);
        return run with { Result = result with { Metrics = Metrics(run) } };
    }

    private RunResult Result(RunSummary run)
    {
        var end = Measures(run, 1).ToDictionary(measure => measure.Metric, measure => measure.Value);
        var fit = (int)Math.Ceiling(Math.Log(2.3 / RunResult.FittedLoss) / Rate(run) * _epochs);
        return new()
        {
            Epochs = _epochs,
            Parameters = 1_209_866,
            Steps = _epochs * 40,
            TrainLoss = end[Metric.TrainLoss],
            TrainAccuracy = end[Metric.TrainAccuracy],
            CleanAccuracy = end[Metric.CleanAccuracy],
            MemorisedFraction = run.Spec.Corruption.NoiseRate > 0 ? end[Metric.MemorisedFraction] : null,
            TestAccuracy = end[Metric.TestAccuracy],
            BestTestAccuracy = end[Metric.TestAccuracy] + 0.01 * run.Spec.Corruption.NoiseRate,
            BestTestEpoch = Math.Max(1, (int)(_epochs * (1 - run.Spec.Corruption.NoiseRate))),
            RealisedNoiseRate = 0.9 * run.Spec.Corruption.NoiseRate,
            GivenLabelHash = new('a', 64),
            TimeToFitEpochs = fit <= _epochs ? fit : null,
            TimeToFitSteps = fit <= _epochs ? fit * 40 : null,
            ImagesPerSecond = 28_000 - run.Index * 100,
        };
    }

    private MeasuredMetrics Metrics(RunSummary run)
    {
        var metrics = new MeasuredMetrics();
        foreach (var (metric, value) in Measures(run))
            metrics[metric.Name] = new(value, metric.BestName is null ? null : new(value, _epochs));
        return metrics;
    }

    private static IEnumerable<(Metric Metric, double Value)> Measures(RunSummary run, double share = 1)
    {
        var noise = run.Spec.Corruption.NoiseRate;
        var loss = Loss(run, share);
        var train = 1 - Math.Min(0.9, loss / 2.3 * 0.9);
        var test = train * (0.92 - 0.7 * noise) - 0.0004 * (run.Spec.Seed % 50);
        yield return (Metric.TrainLoss, loss);
        yield return (Metric.TrainAccuracy, train);
        yield return (Metric.CleanAccuracy, train * (1 - 0.9 * noise * share));
        yield return (Metric.TestAccuracy, test);
        yield return (Metric.GeneralisationGap, train - test);
        if (noise > 0)
            yield return (Metric.MemorisedFraction, train * share);
    }

    private static double Loss(RunSummary run, double share) => 2.3 * Math.Exp(-Rate(run) * share);

    private static double Rate(RunSummary run) => 6.5 - 3.5 * run.Spec.Corruption.NoiseRate - 0.002 * (run.Spec.Seed % 100);
}
