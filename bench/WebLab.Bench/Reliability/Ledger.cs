using System.Collections.Concurrent;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Reliability;

/// <summary>What was acknowledged: the runs that a launch answered with, and every point that a browser was shown.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    public IReadOnlyCollection<Guid> Runs => [.. _entries.Keys];

    public long Points => _entries.Values.Sum(entry => (long)entry.Losses.Count);

    public void Launched(RunSummary run) => _entries[run.Id] = new(run.Spec, []);

    /// <summary>Told by the watcher, one delta at a time.</summary>
    public void Shown(CurveDelta delta)
    {
        if (!_entries.TryGetValue(delta.RunId, out var entry))
            return;
        var points = delta.Points;
        lock (entry)
        {
            entry.LastSequence = Math.Max(entry.LastSequence, points.LastSequence());
            for (var i = 0; i < points.Count(); i++)
            {
                if (points.Metrics[i] == Metric.StepLoss.Number)
                    entry.Losses[points.Steps[i]] = points.Values[i];
            }
        }
    }

    /// <summary>What is untrue of a run now, a sentence each.</summary>
    public IEnumerable<string> Untrue(Guid id, RunSummary? run, Curve curve) => Judge(id)(run, curve);

    /// <summary>What has been shown of a run by now, to judge what is asked from now on: meanwhile more is shown.</summary>
    public Func<RunSummary?, Curve, IEnumerable<string>> Judge(Guid id)
    {
        var entry = _entries[id];
        Entry shown;
        lock (entry)
            shown = new(entry.Spec, new(entry.Losses)) { LastSequence = entry.LastSequence };
        return (run, curve) =>
            run is null
                ? [$"Run {id} was launched and is gone."]
                : [.. Untrue(shown, run, curve).Select(problem => $"Run {id} ({run.Status}): {problem}")];
    }

    private static IEnumerable<string> Untrue(Entry entry, RunSummary run, Curve curve)
    {
        var losses = curve.Series.FirstOrDefault(series => series.Metric == Metric.StepLoss);
        var count = losses?.PointCount ?? 0;
        if (curve.LastSequence < entry.LastSequence)
            yield return $"shown up to point {entry.LastSequence}, stored up to {curve.LastSequence}.";
        if (curve.LastSequence != curve.Series.Sum(series => (long)series.PointCount))
            yield return $"numbered up to {curve.LastSequence}, and {curve.Series.Sum(series => (long)series.PointCount)} points are "
                + $"there.";
        if (losses is not null && !losses.Steps.SequenceEqual(Enumerable.Range(1, count)))
            yield return $"its {count} steps are not 1, 2, 3, ...";
        foreach (var (step, value) in entry.Losses)
        {
            if (losses is null || step > count || !losses.Last[step - 1].Equals(value))
            {
                yield return $"the loss of step {step} was shown as {value} and is not stored.";
                break;
            }
        }
        if (run.Status == RunStatus.Completed && count != StepsOf(entry.Spec))
            yield return $"it has {count} of {StepsOf(entry.Spec)} steps.";
        if (
            run.Status == RunStatus.Failed
            && run.StatusDetail?.StartsWith("The worker was killed on its node", StringComparison.Ordinal) != true
            && run.StatusDetail
                is not (
                    "The worker's process ended without a word."
                    or "The worker was killed, most likely because the machine ran out of memory; a smaller batch, network or training "
                        + "set needs less."
                )
        )
            yield return $"it failed by itself: {run.StatusDetail}";
    }

    private static int StepsOf(RunSpec spec) => (spec.TrainSize + spec.BatchSize - 1) / spec.BatchSize * spec.Epochs;

    private sealed class Entry(RunSpec spec, Dictionary<int, float> losses)
    {
        public RunSpec Spec { get; } = spec;

        public long LastSequence { get; set; }

        public Dictionary<int, float> Losses { get; } = losses;
    }
}
