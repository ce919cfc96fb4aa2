using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;

namespace WebLab.Bench.Workers;

/// <summary>A worker's connection to the server's hub, as <c>WebLab.Training worker</c> makes it: MessagePack, a token, one batch at a
/// time.</summary>
internal sealed class PlayedWorker : IAsyncDisposable
{
    private readonly HubConnection _hub;

    private PlayedWorker(Uri server, RunSummary run, string token)
    {
        Run = run;
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server, ApiRoutes.WorkerHub), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .AddMessagePackProtocol(pack =>
                pack.SerializerOptions = MessagePackSerializerOptions
                    .Standard.WithResolver(ContractlessStandardResolver.Instance)
                    .WithSecurity(MessagePackSecurity.UntrustedData)
            )
            .Build();
    }

    public RunSummary Run { get; }

    public static async Task<PlayedWorker> Claim(Uri server, RunSummary run, string token)
    {
        var worker = new PlayedWorker(server, run, token);
        await worker._hub.StartAsync();
        await worker._hub.InvokeAsync<WorkerAssignment>(nameof(IWorkerHub.Claim));
        return worker;
    }

    /// <summary>The last point that the server has acknowledged.</summary>
    public long Sequence { get; private set; }

    /// <summary>Sends the next points.</summary>
    public async Task Send(params IReadOnlyCollection<Point> points) => Sequence = await Report(PointBatch.Of(Sequence + 1, points));

    public Task<long> Report(PointBatch batch) => _hub.InvokeAsync<long>(nameof(IWorkerHub.Report), batch);

    public Task Advance(RunProgress progress) => _hub.InvokeAsync(nameof(IWorkerHub.Advance), progress, null);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
