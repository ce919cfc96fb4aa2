using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using WebLab.Bench.Hosting;
using WebLab.Bench.Workers;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Store;

/// <summary>
/// Points in by the door that workers use: the hub of the published server, one connection a run, each batch acknowledged before the
/// next. In the midst of it the server is killed; what it had acknowledged must be there, to the bit.
/// </summary>
internal static class DoorBench
{
    /// <summary>What a worker sends of the 5,000 points that it may when it is a little behind.</summary>
    private const int PointsABatch = 1_000;

    private const int Runs = 16,
        Buckets = 1_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3),
        Time = TimeSpan.FromSeconds(10);

    public static async Task Measure(BenchReport report)
    {
        using var folder = new TemporaryFolder("weblab-bench-");
        using var standIn = new StandIn();
        IReadOnlyList<(RunSummary Run, string Token)> played;
        using (var stores = new LabStores(folder.Path))
            played = await PlayedRuns.Add(stores, standIn, "bench store", Runs);
        var acknowledged = new long[Runs];
        await using (var lab = await BenchLab.Start(folder.Path))
        {
            var workers = await Task.WhenAll(played.Select(worker => PlayedWorker.Claim(lab.Address, worker.Run, worker.Token)));
            var sending = workers.Select((worker, index) => Task.Run(() => Send(worker, index, acknowledged))).ToList();
            await Task.Delay(WarmUp);
            var (before, watch) = (acknowledged.Sum(), Stopwatch.StartNew());
            await Task.Delay(Time);
            var rate = (acknowledged.Sum() - before) / watch.Elapsed.TotalSeconds;
            report.Add(
                BenchFigure.AtLeast(
                    "store.points-in",
                    rate,
                    "points/s",
                    200_000,
                    $"{Runs} workers at the hub in batches of {PointsABatch:N0}, each on the disk before it is acknowledged"
                )
            );
            await lab.Kill();
            await Task.WhenAll(sending);
            foreach (var worker in workers)
                await worker.DisposeAsync();
        }
        await using var after = await BenchLab.Start(folder.Path);
        using var http = new HttpClient { BaseAddress = after.Address };
        long lost = 0;
        for (var index = 0; index < Runs; index++)
            lost += await Lost(http, played[index].Run.Id, index, acknowledged[index]);
        report.Add(
            BenchFigure.AtMost(
                "store.lost-by-kill",
                lost,
                "points",
                0,
                $"of {acknowledged.Sum():N0} acknowledged ones, after kill -9 in full flight; buckets compared to the bit"
            )
        );
    }

    private static async Task Send(PlayedWorker worker, int index, long[] acknowledged)
    {
        try
        {
            while (true)
            {
                var first = acknowledged[index] + 1;
                var points = new Point[PointsABatch];
                for (var i = 0; i < points.Length; i++)
                    points[i] = new(Metric.StepLoss, (int)first + i, Value(index, first + i), 1_790_000_000_000 + 12 * (first + i));
                Interlocked.Exchange(ref acknowledged[index], await worker.Report(PointBatch.Of(first, points)));
            }
        }
        catch (Exception error)
            when (error is IOException or InvalidOperationException or HubException or OperationCanceledException or WebSocketException)
        {
            // The server is gone, as it should be.
        }
    }

    /// <summary>Acknowledged points that are not there, or all of them when one bucket is not what was sent.</summary>
    private static async Task<long> Lost(HttpClient http, Guid runId, int index, long acknowledged)
    {
        var curve = (await http.GetFromJsonAsync<Curve>($"{ApiRoutes.Runs}/{runId}/curve?buckets={Buckets}", LabJson.Options))!;
        var lost = Math.Max(0, acknowledged - curve.LastSequence);
        if (lost > 0 || acknowledged == 0)
            return lost;
        var series = curve.Series.Single();
        for (var bucket = 0; bucket < series.Steps.Count; bucket++)
        {
            var end = series.Steps[bucket];
            var values = Enumerable
                .Range(bucket * series.BucketWidth + 1, end - bucket * series.BucketWidth)
                .Select(step => Value(index, step))
                .ToList();
            if (
                values[^1] != series.Last[bucket]
                || values.Min() != (series.Min ?? series.Last)[bucket]
                || values.Max() != (series.Max ?? series.Last)[bucket]
            )
                return acknowledged;
        }
        return 0;
    }

    /// <summary>A falling loss with noise that both sides can tell again.</summary>
    private static float Value(int run, long step) =>
        (float)(2.3 * Math.Exp(-step / 200_000.0) * (0.8 + 0.4 * ((ulong)(step * 2_654_435_761 + run * 40_503) % 1_000_003 / 1_000_003.0)));
}
