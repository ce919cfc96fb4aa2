using System.ComponentModel;
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
    /// straight line. Threads double; half of the cores are those of a run where nothing is known. Those with which a slow network has
    /// the soonest answer, and few trainers fill the cores, come first: what was measured by then is kept when the rest is not.</summary>
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
                .OrderByDescending(way => way.each)
                .ThenBy(way => way.Item2),
        ];
    }

    /// <returns>The speeds, and why there are no more of them, as the message of a <see cref="PlacementException"/>; null where there are
    /// all.</returns>
    /// <exception cref="PlacementException">It cannot be measured; the message says why.</exception>
    public async Task<(IReadOnlyList<PlacementSpeed> Speeds, string? Why)> Measure(
        RunSpec spec,
        int cores,
        int most,
        CancellationToken stop
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var trainers = new List<Process>();
        try
        {
            return await Collect(Plan(cores, most), Speed);
        }
        finally
        {
            foreach (var trainer in trainers)
                End(trainer);
        }

        async Task<double> Speed(int threads, int sideBySide)
        {
            try
            {
                while (trainers.Count < sideBySide)
                    await Begin(spec, trainers);
                // A step of each, so that all are ready and none waits for what only the first step does.
                await Task.WhenAll(trainers.Take(sideBySide).Select(trainer => Ask(trainer, threads, 0, patience.Token)));
                var images = await Task.WhenAll(
                    trainers.Take(sideBySide).Select(trainer => Ask(trainer, threads, Seconds, patience.Token))
                );
                return images.Average();
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new PlacementException(Sentence.Of($"it took longer than {Patience.TotalMinutes:0} minutes"));
            }
            catch (Exception error) when (error is IOException or Win32Exception)
            {
                throw new PlacementException("a trainer could not be started or ended without an answer", error);
            }
        }
    }

    /// <summary>Measures one way after the other, until one fails.</summary>
    /// <returns>The speeds, and why there are no more of them.</returns>
    /// <exception cref="PlacementException">One has failed, and those before it leave nothing to choose between.</exception>
    public static async Task<(IReadOnlyList<PlacementSpeed> Speeds, string? Why)> Collect(
        IReadOnlyList<(int Threads, int SideBySide)> plan,
        Func<int, int, Task<double>> measure
    )
    {
        var speeds = new List<PlacementSpeed>();
        foreach (var (threads, sideBySide) in plan)
        {
            try
            {
                speeds.Add(new(threads, sideBySide, [await measure(threads, sideBySide)]));
            }
            catch (PlacementException error) when (speeds.Select(speed => speed.Threads).Distinct().Count() > 1)
            {
                return (speeds, error.Message);
            }
        }
        return (speeds, null);
    }

    /// <summary>Ends a trainer; one that cannot be ended keeps no other from its end.</summary>
    private static void End(Process trainer)
    {
        try
        {
            trainer.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It ends by itself when its input does.
        }
        trainer.Dispose();
    }

    private async Task Begin(RunSpec spec, List<Process> trainers)
    {
        var start = LocalLauncher.Command(options.Value, "worker", "pace");
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var trainer = Process.Start(start)!;
        trainers.Add(trainer);
        // Its end tells why it has no answer, and what else it writes must find room.
        trainer.ErrorDataReceived += (_, _) => { };
        trainer.BeginErrorReadLine();
        var order = new PaceOrder(
            JsonSerializer.Serialize(spec, LabJson.Options),
            DatasetFacts.Find(spec.Dataset) is { IsOwn: true } own ? JsonSerializer.Serialize(own, LabJson.Options) : null
        );
        await trainer.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order, LabJson.Options));
    }

    private static async Task<double> Ask(Process trainer, int threads, double seconds, CancellationToken stop)
    {
        await trainer.StandardInput.WriteLineAsync(Sentence.Of($"{threads} {seconds}"));
        await trainer.StandardInput.FlushAsync(stop);
        return await trainer.StandardOutput.ReadLineAsync(stop) is { } answer
            && double.TryParse(answer, CultureInfo.InvariantCulture, out var images)
            && images > 0
            ? images
            : throw new PlacementException("a trainer ended without an answer");
    }
}

/// <summary>A network could not be measured; the message says why, without a full stop.</summary>
public sealed class PlacementException(string why, Exception? inner = null) : Exception(why, inner);
