using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Server.Workers;

namespace WebLab.Server.Devices.Placements;

/// <summary>
/// Measures how fast a network trains here by threads and by runs side by side: processes of the trainer (<c>worker pace</c>) take its
/// steps at the same time, on examples that are drawn, for a second each way.
/// </summary>
public sealed class PlacementProbe(IOptions<WorkerOptions> options)
{
    private const double Seconds = 1;

    // Half a minute is usual for sixteen cores.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What is measured: each number of threads alone and as often as there are cores for, between which the rest is taken from a
    /// straight line. Threads double; half of the cores are those of a run where nothing is known.</summary>
    /// <param name="cores">Cores of the processor.</param>
    /// <param name="most">How many there is memory for.</param>
    public static IReadOnlyList<(int Threads, int SideBySide)> Plan(int cores, int most)
    {
        var threads = new SortedSet<int> { Math.Max(1, cores / 2), cores };
        for (var doubled = 1; doubled < cores; doubled *= 2)
            threads.Add(doubled);
        return
        [
            .. threads
                .SelectMany(each => new[] { (each, 1), (each, Math.Min(most, cores / each)) })
                .Distinct()
                .OrderBy(way => way.Item2)
                .ThenBy(way => way.each),
        ];
    }

    /// <exception cref="PlacementException">It cannot be measured; the message says why.</exception>
    public async Task<IReadOnlyList<PlacementSpeed>> Measure(RunSpec spec, int cores, int most, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var trainers = new List<Process>();
        try
        {
            var speeds = new List<PlacementSpeed>();
            foreach (var (threads, sideBySide) in Plan(cores, most))
            {
                while (trainers.Count < sideBySide)
                    trainers.Add(Begin(spec));
                // A step of each, so that all are ready and none waits for what only the first step does.
                await Task.WhenAll(trainers.Take(sideBySide).Select(trainer => Ask(trainer, threads, 0, patience.Token)));
                var images = await Task.WhenAll(
                    trainers.Take(sideBySide).Select(trainer => Ask(trainer, threads, Seconds, patience.Token))
                );
                speeds.Add(new(threads, sideBySide, [images.Average()]));
            }
            return speeds;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new PlacementException(Sentence.Of($"it took longer than {Patience.TotalMinutes:0} minutes"));
        }
        finally
        {
            foreach (var trainer in trainers)
            {
                trainer.Kill(entireProcessTree: true);
                trainer.Dispose();
            }
        }
    }

    private Process Begin(RunSpec spec)
    {
        var start = LocalLauncher.Command(options.Value, "worker", "pace");
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var trainer = Process.Start(start)!;
        // Its end tells why it has no answer, and what else it writes must find room.
        trainer.ErrorDataReceived += (_, _) => { };
        trainer.BeginErrorReadLine();
        var order = new PaceOrder(
            JsonSerializer.Serialize(spec, LabJson.Options),
            DatasetFacts.Find(spec.Dataset) is { IsOwn: true } own ? JsonSerializer.Serialize(own, LabJson.Options) : null
        );
        trainer.StandardInput.WriteLine(JsonSerializer.Serialize(order, LabJson.Options));
        return trainer;
    }

    private static async Task<double> Ask(Process trainer, int threads, double seconds, CancellationToken stop)
    {
        try
        {
            await trainer.StandardInput.WriteLineAsync(Sentence.Of($"{threads} {seconds}"));
            await trainer.StandardInput.FlushAsync(stop);
            return await trainer.StandardOutput.ReadLineAsync(stop) is { } answer
                && double.TryParse(answer, CultureInfo.InvariantCulture, out var images)
                && images > 0
                ? images
                : throw new PlacementException("a trainer ended without an answer");
        }
        catch (IOException error)
        {
            throw new PlacementException("a trainer ended without an answer", error);
        }
    }
}

/// <summary>A network could not be measured; the message says why, without a full stop.</summary>
public sealed class PlacementException(string why, Exception? inner = null) : Exception(why, inner);
