using WebLab.Client.Api;
using WebLab.Contracts.Curves;

namespace WebLab.Client.Live;

/// <summary>
/// The curves of the runs of a page. First load, reload and reconnect are the same three steps: watch, get the stored curve, apply
/// everything by (run, sequence).
/// </summary>
public sealed class LiveCurves : IAsyncDisposable
{
    /// <summary>Buckets of a stored curve: about one a pixel of the widest chart.</summary>
    public const int Buckets = 1_000;

    // Points kept apart before the curve is read again as buckets, so that a page left open for days does not grow.
    private const int MaxEntries = 8_000;

    // Runs of one answer: as many as a comparison has, since a chart that is drawn twice is whole later.
    private const int RunsAtATime = 100;

    private readonly LiveConnection _connection;
    private readonly LabApiClient _api;
    private readonly Dictionary<Guid, RunCurve> _curves = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationToken _left;

    public LiveCurves(LiveConnection connection, LabApiClient api)
    {
        _connection = connection;
        _api = api;
        _left = _closed.Token;
        _connection.Points += Join;
    }

    /// <summary>Curves were read anew; all that was drawn of them is replaced.</summary>
    public event Action<IReadOnlyList<RunCurve>>? Loaded;

    /// <summary>New points, in order, none twice.</summary>
    public event Action<IReadOnlyList<CurveDelta>>? Arrived;

    /// <summary>A curve could not be read; the sentence says why.</summary>
    public event Action<string>? Failed;

    public IReadOnlyDictionary<Guid, RunCurve> All => _curves;

    /// <summary>Holds the curves of these runs and no others.</summary>
    public async Task Show(IReadOnlyCollection<Guid> runIds)
    {
        foreach (var gone in _curves.Keys.Except(runIds).ToList())
            Close(gone);
        await Open([.. runIds.Where(id => !_curves.ContainsKey(id))]);
    }

    public async Task Open(IReadOnlyList<Guid> runIds)
    {
        if (_left.IsCancellationRequested || runIds.Count == 0)
            return;
        var fresh = runIds.Where(id => _curves.TryAdd(id, new(id))).ToList();
        await _connection.Watch(fresh);
        await Load(runIds);
    }

    /// <summary>Reads what was missed while nothing was pushed.</summary>
    public Task CatchUp() => Load([.. _curves.Keys]);

    public void Close(Guid runId)
    {
        if (_curves.Remove(runId))
            _ = _connection.Unwatch([runId]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        _connection.Points -= Join;
        await _closed.CancelAsync();
        await _connection.Unwatch([.. _curves.Keys]);
        _closed.Dispose();
    }

    private void Join(IReadOnlyList<CurveDelta> deltas)
    {
        var fresh = new List<CurveDelta>(deltas.Count);
        foreach (var (runId, points) in deltas)
        {
            if (!_curves.TryGetValue(runId, out var curve))
                continue;
            var wasLoading = curve.IsLoading;
            if (curve.Join(points) is { } added)
                fresh.Add(new(runId, added));
            if (!wasLoading && (curve.IsLoading || curve.Metrics.Values.Any(metric => metric.Steps.Count > MaxEntries)))
                _ = Load([runId]);
        }
        if (fresh.Count > 0)
            Arrived?.Invoke(fresh);
    }

    private Task Load(IReadOnlyList<Guid> runIds) => Task.WhenAll(runIds.Chunk(RunsAtATime).Select(LoadSome));

    // It throws nothing, since it is also started where nobody waits.
    private async Task LoadSome(Guid[] runIds)
    {
        try
        {
            var wanted = runIds.Where(_curves.ContainsKey).ToList();
            while (wanted.Count > 0)
            {
                foreach (var id in wanted)
                    _curves.GetValueOrDefault(id)?.AwaitLoad();
                var stored = await _api.Curves(Query(wanted), _left);
                if (_left.IsCancellationRequested)
                    return;
                // Of several runs those that are gone vanish with the list that they stand in; a page of one says so.
                if (wanted is [var one] && stored.Count == 0)
                    Failed?.Invoke($"There is no run {one} here; it may have been deleted.");
                wanted.Clear();
                var loaded = new List<RunCurve>(stored.Count);
                foreach (var answer in stored)
                {
                    if (!_curves.TryGetValue(answer.RunId, out var curve))
                        continue;
                    if (curve.Load(answer))
                        wanted.Add(answer.RunId);
                    else
                        loaded.Add(curve);
                }
                if (loaded.Count > 0)
                    Loaded?.Invoke(loaded);
            }
        }
        catch (ApiException fault)
        {
            // Of a lost server the banner tells, and the page reads again when it is back.
            if (fault.Status is not null)
                Failed?.Invoke(fault.Message);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private static CurveQuery Query(IEnumerable<Guid> runIds) =>
        new() { Windows = [.. runIds.Select(id => new CurveWindow(id))], Buckets = Buckets };
}
