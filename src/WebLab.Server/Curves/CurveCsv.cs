using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Curves;

/// <summary>Writes every stored point of some runs, a few thousand at a time, so that no answer is held whole.</summary>
internal static class CurveCsv
{
    private const int PointsAtATime = CurveStore.MaxBuckets;

    public static async Task Write(Stream body, IEnumerable<RunSummary> runs, CurveStore curves, IReadOnlyCollection<Metric>? metrics)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await text.WriteLineAsync(Csv.Line("run", "name", "metric", "step", "epoch", "time", "value"));
        foreach (var run in runs)
        {
            // One bucket a metric tells which metrics there are.
            foreach (var series in curves.Read(run.Id, metrics, buckets: 1).Series)
                await Write(text, run, curves, series.Metric);
        }
    }

    private static async Task Write(StreamWriter text, RunSummary run, CurveStore curves, Metric metric)
    {
        var (name, metricName) = (Csv.Line(run.Name), metric.Name);
        for (var (from, width) = (0, PointsAtATime); ;)
        {
            var to = (int)Math.Min(int.MaxValue, (long)from + width - 1);
            if (curves.Read(run.Id, [metric], from, to, PointsAtATime).Series is not [{ } series])
                return;
            if (series.BucketWidth > 1 && width > 1)
            {
                // Several points a step: a narrower range has them apart.
                width /= 2;
                continue;
            }
            for (var i = 0; i < series.Steps.Count; i++)
            {
                var time = DateTimeOffset
                    .FromUnixTimeMilliseconds(series.Times[i])
                    .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                var epoch = run.Facts is { } facts ? (double)series.Steps[i] / facts.StepsPerEpoch : (double?)null;
                await text.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{run.Id},{name},{metricName},{series.Steps[i]},{epoch},{time},{series.Last[i]}"
                    )
                );
            }
            if (to == int.MaxValue || curves.Read(run.Id, [metric], to + 1, int.MaxValue, 1).Series is not [{ PointCount: > 0 }])
                return;
            from = to + 1;
        }
    }
}
