using System.Threading.Channels;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Store;

/// <summary>Writes seeded runs through the real stores, points in batches as a worker reports them.</summary>
internal sealed class StoreSeeder(LabStores stores)
{
    /// <summary>A worker sends what came in a tenth of a second; a fast one has a few hundred steps in it.</summary>
    private const int PointsABatch = 500;

    /// <summary>Runs that report at the same time.</summary>
    private const int Senders = 16;

    /// <returns>The runs, newest first, and the points that were stored.</returns>
    public async Task<(IReadOnlyList<RunSummary> Runs, long Points)> Seed(
        int runs,
        int points,
        int seed,
        DateTimeOffset now,
        Action<int>? told = null
    )
    {
        var seeded = new SeededRuns(seed, points);
        var all = new List<RunSummary>();
        for (var number = 0; all.Count < runs; number++)
        {
            var (experiment, some) = seeded.Experiment(number, runs - all.Count, now);
            await stores.Experiments.Add(experiment, some);
            all.AddRange(some);
        }
        long stored = 0;
        var waiting = Channel.CreateUnbounded<RunSummary>();
        foreach (var run in all)
            waiting.Writer.TryWrite(run);
        waiting.Writer.Complete();
        var done = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, Senders)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        await foreach (var run in waiting.Reader.ReadAllAsync())
                        {
                            long sequence = 1;
                            foreach (var batch in seeded.Points(run).Chunk(PointsABatch))
                            {
                                var sent = PointBatch.Of(sequence, batch);
                                sequence += batch.Length;
                                await stores.Database.Write(tx => stores.Curves.Append(tx, run.Id, sent));
                            }
                            await stores.Database.Write(tx => stores.Curves.Close(tx, run.Id));
                            Interlocked.Add(ref stored, sequence - 1);
                            told?.Invoke(Interlocked.Increment(ref done));
                        }
                    })
                )
        );
        return (all, stored);
    }
}
