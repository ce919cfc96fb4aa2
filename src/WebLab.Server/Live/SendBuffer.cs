using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Server.Telemetry;

namespace WebLab.Server.Live;

/// <summary>What waits for one browser; bounded.</summary>
internal sealed class SendBuffer
{
    private const int MaxPoints = 50_000;
    private const int MaxMessages = 5_000;

    private readonly Dictionary<object, Func<ILiveClient, Task>> _messages = [];
    private readonly Dictionary<Guid, RunAdvance> _advances = [];
    private readonly Dictionary<Guid, List<PointBatch>> _points = [];
    private int _count;

    public bool Put(object about, Func<ILiveClient, Task> message)
    {
        _messages[about] = message;
        if (about is Guid runId)
            _advances.Remove(runId);
        return IsBounded;
    }

    private bool IsBounded => _messages.Count + _advances.Count <= MaxMessages;

    /// <summary>Puts how far a run has come; what waits to be told whole of it is told as it is by now.</summary>
    public bool Put(RunSummary run, RunAdvance advance)
    {
        if (_messages.ContainsKey(run.Id))
            _messages[run.Id] = client => client.RunChanged(run);
        else
            _advances[run.Id] = advance with { Result = advance.Result ?? _advances.GetValueOrDefault(run.Id)?.Result };
        return IsBounded;
    }

    /// <summary>
    /// Adds points. When too many wait, those of the run are dropped and an empty batch numbered after them takes their place: the browser
    /// sees the gap and reads the stored curve.
    /// </summary>
    public void Add(Guid runId, PointBatch points)
    {
        if (!_points.TryGetValue(runId, out var batches))
            _points[runId] = batches = [];
        _count += points.Count();
        if (_count > MaxPoints)
        {
            _count -= points.Count() + batches.Sum(batch => batch.Count());
            batches.Clear();
            points = PointBatch.Of(points.LastSequence() + 1, []);
        }
        batches.Add(points);
    }

    public async Task Send(ILiveClient client)
    {
        // The points first: whoever hears that a run is over has its last ones.
        if (_points.Count > 0)
        {
            await client.Points([.. _points.Select(pair => new CurveDelta(pair.Key, Join(pair.Value)))]);
            LabMeter.Deltas.Add(_points.Count);
        }
        foreach (var message in _messages.Values)
            await message(client);
        // In one message: twenty runs tell it eighty times a second, and what a browser does for a message it does for each.
        if (_advances.Count > 0)
            await client.RunsAdvanced([.. _advances.Values]);
    }

    private static PointBatch Join(List<PointBatch> batches) =>
        batches.Count == 1
            ? batches[0]
            : new()
            {
                FirstSequence = batches[0].FirstSequence,
                Metrics = [.. batches.SelectMany(batch => batch.Metrics)],
                Steps = [.. batches.SelectMany(batch => batch.Steps)],
                Values = [.. batches.SelectMany(batch => batch.Values)],
                Times = [.. batches.SelectMany(batch => batch.Times)],
            };
}
