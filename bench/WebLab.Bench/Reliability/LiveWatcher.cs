using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Reliability;

/// <summary>A browser's live connection without the browser.</summary>
internal sealed class LiveWatcher : IAsyncDisposable
{
    private readonly HubConnection _hub;

    private LiveWatcher(Uri address, Action<CurveDelta> shown, Action<RunSummary> changed)
    {
        _hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(address, ApiRoutes.LiveHub),
                options =>
                    (options.SkipNegotiation, options.Transports) = (
                        true,
                        Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets
                    )
            )
            .AddJsonProtocol(json => LabJson.Configure(json.PayloadSerializerOptions))
            .Build();
        _hub.On<IReadOnlyList<CurveDelta>>(
            nameof(ILiveClient.Points),
            deltas =>
            {
                foreach (var delta in deltas)
                    shown(delta);
            }
        );
        _hub.On(nameof(ILiveClient.RunChanged), changed);
    }

    public bool IsConnected => _hub.State == HubConnectionState.Connected;

    public static async Task<LiveWatcher> Start(Uri address, Action<CurveDelta>? shown = null, Action<RunSummary>? changed = null)
    {
        var watcher = new LiveWatcher(address, shown ?? (_ => { }), changed ?? (_ => { }));
        await watcher._hub.StartAsync();
        return watcher;
    }

    public Task Watch(params Guid[] runIds) => _hub.InvokeAsync(nameof(ILiveHub.Watch), runIds);

    public Task Unwatch(params Guid[] runIds) => _hub.InvokeAsync(nameof(ILiveHub.Unwatch), runIds);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
