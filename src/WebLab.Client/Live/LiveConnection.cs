using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Live;

/// <summary>The page's one connection to the live hub, kept up for as long as the page is open.</summary>
public sealed class LiveConnection : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<Guid> _watched = [];
    private Task? _started;
    private bool _isResting;

    public LiveConnection(Uri origin, TimeProvider time)
    {
        _time = time;
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(origin, ApiRoutes.LiveHub))
            .WithAutomaticReconnect(new RetryForEver())
            .AddJsonProtocol(options => LabJson.Configure(options.PayloadSerializerOptions))
            .Build();
        _hub.On<IReadOnlyList<CurveDelta>>(nameof(ILiveClient.Points), deltas => Points?.Invoke(deltas));
        _hub.On<RunSummary>(nameof(ILiveClient.RunChanged), run => RunChanged?.Invoke(run));
        _hub.On<Guid>(nameof(ILiveClient.RunDeleted), id => RunDeleted?.Invoke(id));
        _hub.On<ExperimentSummary>(nameof(ILiveClient.ExperimentChanged), experiment => ExperimentChanged?.Invoke(experiment));
        _hub.On<Guid>(nameof(ILiveClient.ExperimentDeleted), id => ExperimentDeleted?.Invoke(id));
        _hub.On<DatasetInfo>(nameof(ILiveClient.DatasetChanged), dataset => DatasetChanged?.Invoke(dataset));
        _hub.On<IReadOnlyList<DeviceUse>>(nameof(ILiveClient.DevicesUsed), devices => DevicesUsed?.Invoke(devices));
        _hub.Reconnecting += _ => Tell(StateChanged);
        _hub.Reconnected += _ => Tell(StateChanged, Connected);
    }

    public event Action<IReadOnlyList<CurveDelta>>? Points;

    public event Action<RunSummary>? RunChanged;

    public event Action<Guid>? RunDeleted;

    public event Action<ExperimentSummary>? ExperimentChanged;

    public event Action<Guid>? ExperimentDeleted;

    public event Action<DatasetInfo>? DatasetChanged;

    public event Action<IReadOnlyList<DeviceUse>>? DevicesUsed;

    /// <summary>The connection came up or went away.</summary>
    public event Action? StateChanged;

    /// <summary>The connection came up, for the first time or again: what was missed must be read anew.</summary>
    public event Action? Connected;

    public bool IsConnected => _hub.State == HubConnectionState.Connected;

    /// <summary>Completes at the first connection; later calls wait for the same.</summary>
    public Task Start() => _started ??= Connect();

    public Task Watch(IReadOnlyList<Guid> runIds)
    {
        _watched.UnionWith(runIds);
        return _isResting ? Task.CompletedTask : Say(nameof(ILiveHub.Watch), runIds);
    }

    public Task Unwatch(IReadOnlyList<Guid> runIds)
    {
        _watched.ExceptWith(runIds);
        return _isResting ? Task.CompletedTask : Say(nameof(ILiveHub.Unwatch), runIds);
    }

    /// <summary>Asks for no points while nobody looks; afterwards what was missed is read as after a lost connection.</summary>
    public async Task Rest(bool isHidden)
    {
        if (isHidden == _isResting)
            return;
        _isResting = isHidden;
        if (isHidden)
            await Say(nameof(ILiveHub.Unwatch), [.. _watched]);
        else if (IsConnected)
            await Tell(Connected);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _hub.DisposeAsync();
        _closed.Dispose();
    }

    private async Task Connect()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _hub.StartAsync(_closed.Token);
                await Tell(StateChanged, Connected);
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidOperationException or TimeoutException)
            {
                await Tell(StateChanged);
                await Task.Delay(RetryForEver.Delay(attempt), _time, _closed.Token);
            }
        }
    }

    // A word said into a broken line is not lost: whoever watches says it again when Connected is raised.
    private async Task Say(string method, IReadOnlyList<Guid> runIds)
    {
        if (!IsConnected || runIds.Count == 0)
            return;
        try
        {
            await _hub.InvokeAsync(method, runIds, _closed.Token);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or OperationCanceledException)
        {
            await Tell(StateChanged);
        }
    }

    private static Task Tell(params Action?[] listeners)
    {
        foreach (var listener in listeners)
            listener?.Invoke();
        return Task.CompletedTask;
    }
}
