using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Tests.Hosting;

/// <summary>A browser's live connection: what it was told, in order, and waiting for what it will be told.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LabClient _client;
    private readonly HubConnection _hub;
    private readonly Lock _gate = new();
    private readonly List<(Func<bool> Seen, TaskCompletionSource Signal)> _waiting = [];
    private readonly ConcurrentDictionary<Guid, RunSummary> _runs = new();
    private readonly ConcurrentDictionary<Guid, List<PointBatch>> _batches = new();
    private readonly ConcurrentDictionary<string, DatasetInfo> _datasets = new();

    private Watcher(LabClient client)
    {
        _client = client;
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(client.Address, ApiRoutes.LiveHub))
            .AddJsonProtocol(json => LabJson.Configure(json.PayloadSerializerOptions))
            .Build();
        _hub.On<RunSummary>(nameof(ILiveClient.RunChanged), run => See(() => Hear(run)));
        // Of a run that it was not told of before it asks first.
        _hub.On<IReadOnlyList<RunAdvance>>(nameof(ILiveClient.RunsAdvanced), advances => See(() =>
            {
                foreach (var advance in advances)
                {
                    if (_runs.TryGetValue(advance.RunId, out var run))
                        Hear(advance.Of(run));
                }
            }));
        _hub.On<Guid>(nameof(ILiveClient.RunDeleted), id => See(() => _runs.TryRemove(id, out _)));
        _hub.On<DatasetInfo>(nameof(ILiveClient.DatasetChanged), dataset => See(() => _datasets[dataset.Facts.Name] = dataset));
        _hub.On<IReadOnlyList<CurveDelta>>(nameof(ILiveClient.Points), deltas => See(() =>
            {
                foreach (var delta in deltas)
                    _batches.GetOrAdd(delta.RunId, _ => []).Add(delta.Points);
            }));
    }

    public static async Task<Watcher> Start(LabClient client, params Guid[] runIds)
    {
        var watcher = new Watcher(client);
        await watcher._hub.StartAsync();
        await watcher.Watch(runIds);
        return watcher;
    }

    public Task Watch(params Guid[] runIds) => _hub.InvokeAsync(nameof(ILiveHub.Watch), runIds);

    /// <summary>The batches of a run in the order in which they came.</summary>
    public IReadOnlyList<PointBatch> Batches(Guid runId)
    {
        lock (_gate)
            return [.. _batches.GetValueOrDefault(runId) ?? []];
    }

    public long LastSequence(Guid runId) => Batches(runId) is [.., var last] ? last.LastSequence() : 0;

    /// <summary>Waits until a run is as it should be.</summary>
    public async Task<RunSummary> Until(Guid runId, Func<RunSummary, bool> wanted, string what, TimeSpan? patience = null)
    {
        var before = _runs.GetValueOrDefault(runId);
        var answer = await _client.Run(runId);
        // What the hub has told since the question is newer than the answer.
        See(() =>
        {
            if (ReferenceEquals(_runs.GetValueOrDefault(runId), before))
                _runs[runId] = answer;
        });
        RunSummary? found = null;
        await Until(
            () => _runs.TryGetValue(runId, out var run) && wanted(run) && (found = run) is not null,
            () => $"{what}; {Seen(runId)}",
            patience
        );
        return found!;
    }

    public Task<RunSummary> Until(Guid runId, RunStatus status, TimeSpan? patience = null) =>
        Until(runId, run => run.Status == status, $"the status {status}", patience);

    /// <summary>Waits until points up to a sequence number have come.</summary>
    public Task UntilPoints(Guid runId, long sequence = 1, TimeSpan? patience = null) =>
        Until(
            () => LastSequence(runId) >= sequence,
            () => $"point {sequence}; the last was {LastSequence(runId)}, {Seen(runId)}",
            patience
        );

    /// <summary>Waits until it is told that a data set is as it should be.</summary>
    public async Task<DatasetInfo> Until(string name, Func<DatasetInfo, bool> wanted, string what)
    {
        DatasetInfo? found = null;
        await Until(
            () => _datasets.TryGetValue(name, out var dataset) && wanted(dataset) && (found = dataset) is not null,
            () =>
                $"{what}; the data set was {_datasets.GetValueOrDefault(name)?.State}, "
                + $"{_datasets.GetValueOrDefault(name)?.Note ?? "no note"}",
            null
        );
        return found!;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private void Hear(RunSummary news)
    {
        if (_runs.GetValueOrDefault(news.Id) is not { } known || !IsOlder(news, known))
            _runs[news.Id] = news;
    }

    /// <summary>What was on its way when an answer told of the run's end. A run that goes on after its end has a pause more.</summary>
    private static bool IsOlder(RunSummary news, RunSummary known) =>
        news.Pauses.Count < known.Pauses.Count
        || (!news.Status.HasEnded() && known.StartedAt is not null && known.Status.HasEnded() && known.Status != RunStatus.Interrupted);

    private string Seen(Guid runId) =>
        _runs.TryGetValue(runId, out var run) ? $"the run was {run.Status}, {run.StatusDetail ?? "no detail"}" : "the run was not told of";

    private async Task Until(Func<bool> seen, Func<string> missing, TimeSpan? patience)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Add((seen, signal));
        See(() => { });
        await signal.Task.Within(patience ?? Patience, missing);
    }

    private void See(Action news)
    {
        lock (_gate)
        {
            news();
            foreach (var (seen, signal) in _waiting.ToArray())
            {
                if (!seen())
                    continue;
                signal.TrySetResult();
                _waiting.Remove((seen, signal));
            }
        }
    }
}
