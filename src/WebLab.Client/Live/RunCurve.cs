using WebLab.Contracts.Curves;

namespace WebLab.Client.Live;

/// <summary>
/// The curve of one run, joined from the stored curve and the live points by sequence number: no gap, no point twice, in whatever order
/// the two arrive.
/// </summary>
public sealed class RunCurve(Guid runId)
{
    // Held apart while the stored curve is on its way: they are applied after it, those that it holds already passed over.
    private readonly List<PointBatch> _waiting = [];
    private readonly Dictionary<Metric, MetricSeries> _metrics = [];

    public Guid RunId => runId;

    /// <summary>The last point held; 0 for none.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Whether a stored curve has been asked for and not come yet.</summary>
    public bool IsLoading { get; private set; } = true;

    public IReadOnlyDictionary<Metric, MetricSeries> Metrics => _metrics;

    /// <summary>From now until <see cref="Load"/>, points wait.</summary>
    public void AwaitLoad() => IsLoading = true;

    /// <summary>Takes the stored curve in place of everything held, then the points that waited. Its series are this curve's from now
    /// on, and grow.</summary>
    /// <returns>Whether it must be read again, since points between it and those that waited are missing.</returns>
    public bool Load(Curve stored)
    {
        // An answer that was overtaken by live points holds nothing new: what is held is whole up to its last point.
        if (stored.LastSequence >= LastSequence)
        {
            _metrics.Clear();
            foreach (var series in stored.Series)
                _metrics[series.Metric] = series;
            LastSequence = stored.LastSequence;
        }
        IsLoading = false;
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        foreach (var batch in waiting)
            Join(batch);
        return IsLoading;
    }

    /// <summary>Takes live points.</summary>
    /// <returns>The points that are new, ready to be drawn; none while loading. When a gap shows, <see cref="IsLoading"/> becomes
    /// true.</returns>
    public PointBatch? Join(PointBatch batch)
    {
        if (!IsLoading && batch.FirstSequence > LastSequence + 1)
            IsLoading = true;
        if (IsLoading)
        {
            _waiting.Add(batch);
            return null;
        }
        if (batch.After(LastSequence) is not { } fresh)
            return null;
        for (var i = 0; i < fresh.Count(); i++)
        {
            if (Metric.Numbered(fresh.Metrics[i]) is { } metric)
                Of(metric).Add(fresh.Steps[i], fresh.Times[i], fresh.Values[i]);
        }
        LastSequence = fresh.LastSequence();
        return fresh;
    }

    /// <summary>When its first point was measured, in milliseconds since 1970-01-01 UTC; null without one.</summary>
    public long? FirstTime => _metrics.Values.Where(metric => metric.Times.Count > 0).Select(metric => (long?)metric.Times[0]).Min();

    /// <summary>The steps that were done between two times, as widely as the buckets at hand tell them; null when none was.</summary>
    public (int From, int To)? StepsBetween(double from, double to)
    {
        if (_metrics.Values.MaxBy(metric => metric.Times.Count) is not { Times.Count: > 0 } finest)
            return null;
        var before = finest.Times.TakeWhile(time => time < from).Count();
        var until = finest.Times.TakeWhile(time => time <= to).Count();
        return (before == 0 ? 1 : finest.Steps[before - 1], finest.Steps[Math.Min(until, finest.Steps.Count - 1)]);
    }

    private MetricSeries Of(Metric metric)
    {
        if (!_metrics.TryGetValue(metric, out var series))
            _metrics[metric] = series = new()
            {
                Metric = metric,
                PointCount = 0,
                BucketWidth = 1,
                Steps = [],
                Times = [],
                Last = [],
            };
        return series;
    }
}
