using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Bench.Workers;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;

namespace WebLab.Bench.Ui;

/// <summary>50 browsers' connections that watch one run of 100 points a second. Each point carries the time of its step.</summary>
internal static class HubBench
{
    private const int Clients = 50,
        PointsASecond = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5),
        Time = TimeSpan.FromSeconds(30);

    public static async Task Measure(BenchReport report, LabProcess lab, PlayedWorker worker)
    {
        var delays = new ConcurrentBag<double>();
        var isMeasuring = false;
        var clients = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async _ =>
                {
                    var client = new HubConnectionBuilder()
                        .WithUrl(new Uri(lab.Address, ApiRoutes.LiveHub))
                        .AddJsonProtocol(json => LabJson.Configure(json.PayloadSerializerOptions))
                        .Build();
                    client.On<IReadOnlyList<CurveDelta>>(
                        nameof(ILiveClient.Points),
                        deltas =>
                        {
                            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
                            if (!Volatile.Read(ref isMeasuring))
                                return;
                            foreach (var time in deltas.SelectMany(delta => delta.Points.Times))
                                delays.Add(now - time);
                        }
                    );
                    await client.StartAsync();
                    await client.InvokeAsync(nameof(ILiveHub.Watch), new[] { worker.Run.Id });
                    return client;
                })
        );
        using var stop = new CancellationTokenSource();
        var training = Train(worker, stop.Token);
        await Task.Delay(WarmUp);
        var (used, watch) = (lab.ProcessorTime, Stopwatch.StartNew());
        Volatile.Write(ref isMeasuring, true);
        await Task.Delay(Time);
        Volatile.Write(ref isMeasuring, false);
        var load = 100 * (lab.ProcessorTime - used) / watch.Elapsed;
        await stop.CancelAsync();
        await training;
        foreach (var client in clients)
            await client.DisposeAsync();
        if (delays.Count < Clients * PointsASecond * Time.TotalSeconds / 2)
            throw new BenchException($"Only {delays.Count} points came to {Clients} clients; the machine is too busy to measure on.");
        report.Add(
            BenchFigure.AtMost(
                "ui.hub-p95",
                Percentile.Of(delays, 0.95),
                "ms",
                250,
                Sentence.Of(
                    $"step to client, {Clients} clients on one run at {PointsASecond} points/s, {delays.Count:N0} arrivals, p50 "
                        + $"{Percentile.Of(delays, 0.5):0} ms"
                )
            )
        );
        report.Add(
            BenchFigure.AtMost("ui.hub-server", load, "% of a core", 40, $"the server's processor time meanwhile, {Time.TotalSeconds:0} s")
        );
    }

    /// <summary>As a worker: what has come since the last acknowledgement goes with the next batch.</summary>
    private static async Task Train(PlayedWorker worker, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var (first, watch, step) = ((int)worker.Sequence, Stopwatch.StartNew(), 0);
        var start = DateTimeOffset.UtcNow;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var due = (int)(watch.Elapsed.TotalSeconds * PointsASecond);
                if (due == step)
                    continue;
                await worker.Send([
                    .. Enumerable
                        .Range(step + 1, due - step)
                        .Select(taken => new Point(
                            Metric.StepLoss,
                            first + taken,
                            1f / taken,
                            start.AddSeconds((double)taken / PointsASecond).ToUnixTimeMilliseconds()
                        )),
                ]);
                step = due;
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
