using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Training;
using WebLab.Training.Commands;

namespace WebLab.Bench.Training;

/// <summary>The trainer against PyTorch, a network at a time.</summary>
/// <param name="peer">PyTorch; null to leave it out.</param>
/// <param name="precision">Of both.</param>
/// <param name="rounds">How often they alternate.</param>
/// <param name="threads">Threads of both.</param>
/// <param name="seconds">How long each of the peer's windows is.</param>
/// <param name="report">Where figures go.</param>
internal sealed class Contest(PeerTrainer? peer, string precision, int rounds, int threads, int seconds, BenchReport report)
{
    private const double TargetRatio = 1.1,
        MostOverhead = 3,
        MostCold = 2,
        MostWarm = 0.3;

    private const double UsualSeconds = 2;

    /// <summary>The server's default between two checkpoints.</summary>
    private const double SecondsBetweenCheckpoints = 300;

    public async Task Run(PeerNetwork network, CancellationToken cancel)
    {
        var inBfloat16 = precision == PrecisionName.Bfloat16;
        var name = inBfloat16 ? $"train.{network.Model}.bfloat16" : $"train.{network.Model}";
        var (variant, seen) = peer is null ? (null, "") : await peer.Fastest(network, inBfloat16, threads, seconds, cancel);
        var (ours, theirs) = (new List<TrainingMeasurement>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await OwnTrainer.Measure(network, precision, threads, seconds / UsualSeconds, cancel));
            if (peer is not null)
                theirs.Add(await peer.ImagesPerSecond(network, variant!, threads, seconds, cancel));
        }
        var speed = Percentile.Of(ours.Select(own => own.ImagesPerSecond), 0.5);
        if (peer is null)
            report.Add(new($"{name}.speed", speed, "images/s", null, true, How()));
        else
            report.Add(
                BenchFigure.AtLeast(
                    name,
                    Percentile.Of(ours.Zip(theirs, (own, other) => own.ImagesPerSecond / other), 0.5),
                    "x",
                    TargetRatio,
                    Sentence.Of(
                        $"{speed:N0} against {Percentile.Of(theirs, 0.5):N0} images/s of PyTorch with {variant!.Title}, {How()} ({seen})"
                    )
                )
            );
        if (inBfloat16)
            return;
        Share(network, name, ours);
        Parts(name, ours);
        report.Add(
            BenchFigure.AtMost($"{name}.cold", Median(ours, own => own.ColdFirstStepSeconds), "s", MostCold, "process to first step")
        );
        report.Add(
            BenchFigure.AtMost($"{name}.warm", Median(ours, own => own.WarmFirstStepSeconds), "s", MostWarm, "next order to its first step")
        );
    }

    private void Share(PeerNetwork network, string name, List<TrainingMeasurement> ours) =>
        report.Add(
            BenchFigure.AtLeast(
                $"{name}.share",
                Median(ours, own => own.ReachedGigaflops / own.CeilingGigaflops),
                "",
                network.TargetShare,
                Sentence.Of(
                    $"{Median(ours, own => own.ReachedGigaflops):N0} of the {Median(ours, own => own.CeilingGigaflops):N0} Gflop/s that "
                        + $"products of large matrices reach in the same process"
                )
            )
        );

    private void Parts(string name, List<TrainingMeasurement> ours)
    {
        foreach (var part in Enum.GetValues<TrainingPart>().Where(part => part != TrainingPart.Checkpoints))
            report.Add(
                new(
                    $"{name}.{part.ToString().ToLowerInvariant()}",
                    Median(ours, own => 100 * own.Parts[part] / own.Parts.Values.Sum()),
                    "%",
                    null,
                    false,
                    "of the time"
                )
            );
        report.Add(
            BenchFigure.AtMost(
                $"{name}.overhead",
                Median(
                    ours,
                    own =>
                        100
                        * (
                            ((own.Parts[TrainingPart.Reporting] + own.RecordSeconds) / own.Parts.Values.Sum())
                            + (own.CheckpointSeconds / SecondsBetweenCheckpoints)
                        )
                ),
                "%",
                MostOverhead,
                Sentence.Of(
                    $"reporting, records of examples, and a checkpoint of {Median(ours, own => own.CheckpointSeconds) * 1000:N0} ms "
                        + $"every {SecondsBetweenCheckpoints} s"
                )
            )
        );
    }

    private string How() => Sentence.Of($"median of {rounds} rounds, {threads} threads");

    private static double Median(List<TrainingMeasurement> ours, Func<TrainingMeasurement, double> value) =>
        Percentile.Of(ours.Select(value), 0.5);
}
