using WebLab.Contracts.Curves;

namespace WebLab.Server.Tests.Curves;

/// <summary>A run's points drawn from a seed, with values that a training can have at its worst, and what must be read of them.</summary>
internal sealed class RandomCurve
{
    private static readonly float[] Odd =
    [
        float.NaN,
        float.PositiveInfinity,
        float.NegativeInfinity,
        -0f,
        0f,
        float.MaxValue,
        float.Epsilon,
        -float.Epsilon,
    ];

    /// <summary>Around the sizes at which blocks and summaries are full.</summary>
    private static readonly int[] Counts = [1, 15, 16, 17, 1_023, 1_024, 1_025, 2_048, 5_000, 9_000];

    private readonly Random _random;
    private readonly List<Point> _points = [];

    public RandomCurve(int seed)
    {
        _random = new(seed);
        var metrics = Metric.All.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).ToArray();
        var (odds, time) = (_random.Next(4) * 0.2, 1_790_000_000_000L);
        for (int i = 0, step = 1, count = Counts[_random.Next(Counts.Length)] * metrics.Length; i < count; i++)
        {
            var value = _random.NextDouble() < odds ? Odd[_random.Next(Odd.Length)] : (float)(_random.NextDouble() * 6);
            _points.Add(new(metrics[_random.Next(metrics.Length)], step, value, time));
            step += _random.Next(3);
            // Clocks are set back now and then.
            time += _random.Next(100) == 0 ? -5_000 : _random.Next(40);
        }
    }

    public int Count => _points.Count;

    public int LastStep => _points[^1].Step;

    public IEnumerable<Metric> Metrics => _points.Select(point => point.Metric).Distinct();

    public List<Point> Of(Metric metric) => [.. _points.Where(point => point.Metric == metric)];

    /// <summary>The points as batches; some come again, in whole or in part, as after a broken connection.</summary>
    public IEnumerable<PointBatch> Batches()
    {
        var at = 0;
        while (at < _points.Count)
        {
            var again = _random.Next(4) == 0 ? _random.Next(Math.Min(at, 50) + 1) : 0;
            var take = Math.Min(_points.Count - at, _random.Next(1, _random.Next(2) == 0 ? 20 : 3_000));
            yield return PointBatch.Of(at - again + 1, _points.GetRange(at - again, again + take));
            at += take;
        }
    }

    public (int From, int To, int Buckets) Window()
    {
        var (a, b) = (_random.Next(LastStep + 2), _random.Next(LastStep + 2));
        var buckets = _random.Next(3) switch
        {
            0 => _random.Next(1, 8),
            1 => _random.Next(8, 200),
            _ => 5_000,
        };
        return _random.Next(5) == 0 ? (0, int.MaxValue, buckets) : (Math.Min(a, b), Math.Max(a, b), buckets);
    }
}
