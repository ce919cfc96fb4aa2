using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Curves;

/// <summary>Every stored point of some runs, read a few thousand at a time, so that no answer is held whole.</summary>
internal static class CurveCsv
{
    private const int PointsAtATime = CurveStore.MaxBuckets;

    public static IEnumerable<string> Lines(IEnumerable<RunSummary> runs, CurveStore curves, IReadOnlyCollection<Metric>? metrics) =>
        runs
            // One bucket a metric tells which metrics there are.
            .SelectMany(run => curves.Read(run.Id, metrics, buckets: 1).Series.SelectMany(series => Lines(run, curves, series.Metric)))
            .Prepend(Csv.Line("run", "name", "metric", "step", "epoch", "time", "value"));

    private static IEnumerable<string> Lines(RunSummary run, CurveStore curves, Metric metric)
    {
        for (var (from, width) = (0, PointsAtATime); ;)
        {
            var to = (int)Math.Min(int.MaxValue, (long)from + width - 1);
            if (curves.Read(run.Id, [metric], from, to, PointsAtATime).Series is not [{ } series])
                yield break;
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
                yield return Csv.Line(run.Id, run.Name, metric.Name, series.Steps[i], epoch, time, series.Last[i]);
            }
            if (to == int.MaxValue || curves.Read(run.Id, [metric], to + 1, int.MaxValue, 1).Series is not [{ PointCount: > 0 }])
                yield break;
            from = to + 1;
        }
    }
}
