using System.Collections.Concurrent;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Server.Runs.Lists;

/// <summary>
/// Finds and orders runs, and keeps what it found until a run changes: a table that is scrolled asks the same question for each window.
/// </summary>
public sealed class RunSearch(RunStore runs)
{
    /// <summary>Kept answers of 10,000 runs take 80 kB each.</summary>
    private const int MaxKept = 32;

    private readonly ConcurrentDictionary<
        (Guid Viewer, string Filter, string Sort, bool IsDescending),
        (long Version, IReadOnlyList<RunSummary> Runs)
    > _kept = new();

    public IReadOnlyList<RunSummary> Find(RunQuery query, VisibleRuns visible)
    {
        var key = (visible.Viewer, query.Filter.Text, query.Sort.Name, query.IsDescending);
        // Read before the runs: a change in between makes the answer newer than its number, and it is found again next time.
        var version = runs.Version;
        if (_kept.TryGetValue(key, out var kept) && kept.Version == version)
            return kept.Runs;
        var found = query.Apply(visible.All());
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[key] = (version, found);
        return found;
    }
}
