using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Client.Api;
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
    // The server says something each second (LiveSetup): this much silence is a lost line, and a person hears of it within five seconds.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    // A try that gets no answer at all, as from a machine that is gone from the network.
    private static readonly TimeSpan TryFor = TimeSpan.FromSeconds(10);

    private readonly Uri _origin;
    private readonly TimeProvider _time;
    private readonly ReconnectPace _pace;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // By how many parts of the page a run is watched: one that opens a run before another leaves it keeps it watched.
    private readonly Dictionary<Guid, int> _watched = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource<Exception?> _ended = new();
    private HubConnection? _hub;
    private Task? _kept;
    private SynchronizationContext? _page;
    private bool _isResting;

    public LiveConnection(Uri origin, TimeProvider time)
    {
        (_origin, _time) = (origin, time);
        _pace = new(time, () => RandomNumberGenerator.GetInt32(1_000) / 1_000.0);
    }

    public event Action<IReadOnlyList<CurveDelta>>? Points;

    public event Action<RunSummary>? RunChanged;

    public event Action<IReadOnlyList<RunAdvance>>? RunsAdvanced;

    public event Action<Guid>? RunDeleted;

    public event Action<ExperimentSummary>? ExperimentChanged;

    public event Action<Guid>? ExperimentDeleted;

    public event Action<DatasetInfo>? DatasetChanged;

    public event Action<string>? DatasetDeleted;

    public event Action<ImportInfo>? ImportChanged;

    public event Action<IReadOnlyList<DeviceUse>>? DevicesUsed;

    /// <summary>The connection came up or went away.</summary>
    public event Action? StateChanged;

    /// <summary>The connection came up, for the first time or again: what was missed must be read anew.</summary>
    public event Action? Connected;

    public bool IsConnected => _hub?.State == HubConnectionState.Connected;

    /// <summary>Why the last connection ended, or could not be made; null while there is one, and before the first try.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>Completes at the first connection; later calls wait for the same.</summary>
    public Task Start()
    {
        _page ??= SynchronizationContext.Current;
        _kept ??= KeepUp();
        return _first.Task;
    }

    public Task Watch(IReadOnlyList<Guid> runIds)
    {
        List<Guid> fresh;
        lock (_gate)
            fresh = [.. runIds.Where(id => (_watched[id] = _watched.GetValueOrDefault(id) + 1) == 1)];
        return Send(nameof(ILiveHub.Watch), fresh);
    }

    public Task Unwatch(IReadOnlyList<Guid> runIds)
    {
        List<Guid> left;
        lock (_gate)
            left = [.. runIds.Where(Leave)];
        return Send(nameof(ILiveHub.Unwatch), left);
    }

    /// <summary>Asks for no points while nobody looks; afterwards what was missed is read as after a lost connection.</summary>
    public async Task Rest(bool isHidden)
    {
        if (isHidden == _isResting)
            return;
        // Before anything is waited for: the page may be shown again by then.
        _isResting = isHidden;
        if (!IsConnected)
            return;
        await Say(isHidden ? nameof(ILiveHub.Unwatch) : nameof(ILiveHub.Watch), Watched());
        if (!_isResting)
            Tell(Connected);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        if (_hub is not null)
            await _hub.DisposeAsync();
        _closed.Dispose();
    }

    // Not before it is needed: a page's first look does not wait for it.
    private HubConnection Build()
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(_origin, LabApiClient.Here(ApiRoutes.LiveHub)))
            .WithServerTimeout(Silence)
            .AddJsonProtocol(options => LabJson.ConfigureTolerant(options.PayloadSerializerOptions))
            .Build();
        On<IReadOnlyList<CurveDelta>>(nameof(ILiveClient.Points), deltas => Points?.Invoke(deltas));
        On<RunSummary>(nameof(ILiveClient.RunChanged), run => RunChanged?.Invoke(run));
        On<IReadOnlyList<RunAdvance>>(nameof(ILiveClient.RunsAdvanced), advances => RunsAdvanced?.Invoke(advances));
        On<Guid>(nameof(ILiveClient.RunDeleted), id => RunDeleted?.Invoke(id));
        On<ExperimentSummary>(nameof(ILiveClient.ExperimentChanged), experiment => ExperimentChanged?.Invoke(experiment));
        On<Guid>(nameof(ILiveClient.ExperimentDeleted), id => ExperimentDeleted?.Invoke(id));
        On<DatasetInfo>(
            nameof(ILiveClient.DatasetChanged),
            dataset =>
            {
                DatasetFacts.Add(dataset.Facts);
                DatasetChanged?.Invoke(dataset);
            }
        );
        On<string>(
            nameof(ILiveClient.DatasetDeleted),
            name =>
            {
                DatasetFacts.Unlist(name);
                DatasetDeleted?.Invoke(name);
            }
        );
        On<ImportInfo>(nameof(ILiveClient.ImportChanged), import => ImportChanged?.Invoke(import));
        On<IReadOnlyList<DeviceUse>>(nameof(ILiveClient.DevicesUsed), devices => DevicesUsed?.Invoke(devices));
        hub.Closed += fault =>
        {
            _ended.TrySetResult(fault);
            return Task.CompletedTask;
        };
        return hub;

        // One after the other with what the page itself does, as a browser has it; elsewhere SignalR calls from threads of its own.
        void On<T>(string name, Action<T> heard) =>
            hub.On<T>(
                name,
                said =>
                {
                    if (_page is null)
                        heard(said);
                    else
                        _page.Post(_ => heard(said), null);
                }
            );
    }

    private async Task KeepUp()
    {
        while (!_closed.IsCancellationRequested)
        {
            Trouble = await Connect() ?? new IOException("The server closed the connection.");
            if (_closed.IsCancellationRequested)
                return;
            Tell(StateChanged);
            await Task.Delay(_pace.Next(), _time, _closed.Token).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
            );
        }
    }

    /// <summary>One connection, from the first try to its end.</summary>
    /// <returns>What ended it.</returns>
    private async Task<Exception?> Connect()
    {
        _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
            patience.CancelAfter(TryFor);
            await (_hub ??= Build()).StartAsync(patience.Token);
        }
        catch (Exception fault)
        {
            // Whatever went wrong on the way, trying again is the answer to it.
            return fault;
        }
        _pace.Up();
        Trouble = null;
        await Send(nameof(ILiveHub.Watch), Watched());
        Tell(StateChanged);
        Tell(Connected);
        _first.TrySetResult();
        return await _ended.Task;
    }

    // One part of the page that throws keeps neither the others from hearing nor the connection from being kept up.
    private static void Tell(Action? parts)
    {
        foreach (var part in Delegate.EnumerateInvocationList(parts))
        {
            try
            {
                part();
            }
            catch (Exception fault)
            {
                Console.Error.WriteLine(fault);
            }
        }
    }

    // A word said into a broken line is not lost: what is watched is said again as the next connection comes up.
    private Task Send(string method, List<Guid> runIds) => _isResting ? Task.CompletedTask : Say(method, runIds);

    private async Task Say(string method, List<Guid> runIds)
    {
        if (_hub is not { State: HubConnectionState.Connected } hub || runIds.Count == 0)
            return;
        try
        {
            await hub.InvokeAsync(method, runIds, _closed.Token);
        }
        catch (HubException)
        {
            // Refused, as more runs at a time are than a connection may watch: they are read, and do not move by themselves.
        }
        catch (Exception)
        {
            // Cut in the middle of it. What is thrown depends on where, on the transport and on the browser, and KeepUp tells of it.
        }
    }

    private List<Guid> Watched()
    {
        lock (_gate)
            return [.. _watched.Keys];
    }

    private bool Leave(Guid run)
    {
        var count = _watched.GetValueOrDefault(run) - 1;
        if (count > 0)
            _watched[run] = count;
        return count <= 0 && _watched.Remove(run);
    }
}
