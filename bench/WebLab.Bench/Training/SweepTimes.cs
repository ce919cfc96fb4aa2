using System.Diagnostics;
using System.Globalization;
using WebLab.Bench.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Training;

/// <summary>
/// An eleven-rate sweep of MLP 1x512 through the published server, from the launch to the end of its last run: as the scheduler places it,
/// against one run after the other on all cores. The two alternate.
/// </summary>
internal static class SweepTimes
{
    /// <summary>What <c>--only</c> calls it.</summary>
    public const string Name = "sweep";

    private const int Rates = 11,
        Images = 20_000,
        Epochs = 10;
    private const double MostShare = 0.8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public static async Task Run(int rounds, BenchReport report)
    {
        var (placed, inTurn) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            inTurn.Add(await Seconds("--Scheduler:CpuWorkers", "1"));
            placed.Add(await Seconds());
        }
        var share = Percentile.Of(placed.Zip(inTurn, (ours, other) => ours / other), 0.5);
        report.Add(
            BenchFigure.AtMost(
                $"train.{Name}",
                share,
                "x",
                MostShare,
                Sentence.Of(
                    $"{Percentile.Of(placed, 0.5):0.0} s against {Percentile.Of(inTurn, 0.5):0.0} s one after the other, {Rates} rates, "
                        + $"{Images:N0} images, {Epochs} epochs, {Environment.ProcessorCount} cores, median of {rounds} rounds"
                )
            )
        );
    }

    private static async Task<double> Seconds(params string[] options)
    {
        using var store = new TemporaryFolder("weblab-sweep-");
        await using var lab = await BenchLab.Start(store.Path, 0, options);
        using var client = new LabClient(lab.Address);
        // Spare workers are loaded by then, as they are where a lab has been up for some seconds.
        await Wait(client, await client.Launch("first", [Spec(0) with { TrainSize = 200, Epochs = 1 }]));
        var began = Stopwatch.GetTimestamp();
        RunSpec[] rates = [.. Enumerable.Range(0, Rates).Select(i => Spec(i / (Rates - 1.0)))];
        await Wait(client, await client.Launch("rates", rates, resumesItself: true));
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static RunSpec Spec(double rate) =>
        new()
        {
            Model = ModelName.Mlp1x512,
            TrainSize = Images,
            TestSize = 1_000,
            Epochs = Epochs,
            LearningRate = 0.01,
            Corruption = rate == 0 ? new() : new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = rate },
        };

    private static async Task Wait(LabClient client, Experiment launched)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var left = launched.Runs.Select(run => run.Id).ToHashSet();
        for (var began = Stopwatch.GetTimestamp(); left.Count > 0; await timer.WaitForNextTickAsync())
        {
            foreach (var run in (await client.Runs("?take=100")).Items.Where(run => run.Status.HasEnded() && left.Remove(run.Id)))
            {
                if (run.Status != RunStatus.Completed)
                    throw new BenchException($"{run.Name} ended as {run.Status}: {run.StatusDetail}");
            }
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{left.Count} runs of the sweep did not end."));
        }
    }
}
