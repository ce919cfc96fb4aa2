using WebLab.Contracts.Curves;

namespace WebLab.Client.Live;

/// <summary>One metric of one run as the browser holds it: the stored buckets, then the points that came since.</summary>
public sealed class MetricCurve
{
    private readonly List<int> _steps = [];
    private readonly List<long> _times = [];
    private readonly List<float> _last = [],
        _min = [],
        _max = [];

    public IReadOnlyList<int> Steps => _steps;

    /// <summary>The time of each bucket's last point, milliseconds since 1970-01-01 UTC.</summary>
    public IReadOnlyList<long> Times => _times;

    /// <summary>The last value of each bucket, or the value of each point.</summary>
    public IReadOnlyList<float> Last => _last;

    public IReadOnlyList<float> Min => _min;

    public IReadOnlyList<float> Max => _max;

    /// <summary>Measured points behind the buckets, in all.</summary>
    public int PointCount { get; private set; }

    /// <summary>Whether some entries stand for more than one point.</summary>
    public bool IsBucketed => BucketWidth > 1;

    /// <summary>Points that each stored entry stands for; those that came live stand for themselves.</summary>
    public int BucketWidth { get; private set; } = 1;

    internal void Replace(MetricSeries series)
    {
        _steps.Clear();
        _times.Clear();
        _last.Clear();
        _min.Clear();
        _max.Clear();
        _steps.AddRange(series.Steps);
        _times.AddRange(series.Times);
        _last.AddRange(series.Last);
        _min.AddRange(series.Min ?? series.Last);
        _max.AddRange(series.Max ?? series.Last);
        PointCount = series.PointCount;
        BucketWidth = series.BucketWidth;
    }

    internal void Append(int step, long time, float value)
    {
        _steps.Add(step);
        _times.Add(time);
        _last.Add(value);
        _min.Add(value);
        _max.Add(value);
        PointCount++;
    }
}
