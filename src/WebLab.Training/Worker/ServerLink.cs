using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Workers;

namespace WebLab.Training.Worker;

/// <summary>
/// The connection to the server's <see cref="IWorkerHub"/>. A question is put again until it is answered, over a new connection where the
/// old one broke, since every question of a worker may be put twice. A refusal is an answer.
/// </summary>
internal sealed class ServerLink : IAsyncDisposable
{
    // A server that was killed and is started again by hand is back within it; a worker without a server only wastes its machine.
    private readonly TimeSpan _patience;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HubConnection _connection;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private WorkerAssignment? _assignment;

    /// <summary>Makes a link that is not connected yet.</summary>
    /// <param name="order">Where to, and the token.</param>
    /// <param name="cancel">Called when the server asks for the end of training.</param>
    /// <param name="control">Hears when the server asks for a pause or an early end.</param>
    /// <param name="time">The clock.</param>
    public ServerLink(WorkerOrder order, Action cancel, TrainingControl control, TimeProvider time)
    {
        (_time, _patience) = (time, TimeSpan.FromSeconds(order.SecondsOfPatience));
        _address = new(order.Server, ApiRoutes.WorkerHub);
        _connection = new HubConnectionBuilder()
            .WithUrl(
                _address,
                options =>
                {
                    options.AccessTokenProvider = () => Task.FromResult<string?>(order.Token);
                    if (order.Certificate is { } pinned)
                        Pin(options, pinned);
                }
            )
            .AddMessagePackProtocol(pack => pack.SerializerOptions = Packing)
            .Build();
        _connection.On(nameof(IWorkerClient.Cancel), cancel);
        _connection.On(nameof(IWorkerClient.Pause), control.Pause);
        _connection.On(nameof(IWorkerClient.Stop), control.StopAfterEpoch);
    }

    /// <summary>How records are packed; the server's set-up.</summary>
    public static MessagePackSerializerOptions Packing { get; } =
        MessagePackSerializerOptions
            .Standard.WithResolver(ContractlessStandardResolver.Instance)
            .WithSecurity(MessagePackSecurity.UntrustedData);

    /// <summary>Connects for the first time.</summary>
    /// <param name="stop">Ends the trying.</param>
    /// <returns>What to train.</returns>
    /// <exception cref="RunGivenUpException">The server wants nothing of the run.</exception>
    /// <exception cref="ServerRefusedException">The server does not take it.</exception>
    /// <exception cref="ServerGoneException">The server does not answer.</exception>
    public Task<WorkerAssignment> Claim(CancellationToken stop) => Try(() => Task.FromResult(_assignment!), stop);

    /// <summary>Calls a method of the hub that answers with a value.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="stop">Ends the trying.</param>
    /// <exception cref="RunGivenUpException">The server wants no more of the run.</exception>
    /// <exception cref="ServerRefusedException">The server does not take it.</exception>
    /// <exception cref="ServerGoneException">The server does not answer.</exception>
    public Task<T> Invoke<T>(string method, object?[] arguments, CancellationToken stop) =>
        Try(() => _connection.InvokeCoreAsync<T>(method, arguments, stop), stop);

    /// <summary>Calls a method of the hub that answers when it is done.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="stop">Ends the trying.</param>
    /// <exception cref="RunGivenUpException">The server wants no more of the run.</exception>
    /// <exception cref="ServerRefusedException">The server does not take it.</exception>
    /// <exception cref="ServerGoneException">The server does not answer.</exception>
    public Task Tell(string method, object?[] arguments, CancellationToken stop) =>
        Try(
            async () =>
            {
                await _connection.InvokeCoreAsync(method, arguments, stop);
                return true;
            },
            stop
        );

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<T> Try<T>(Func<Task<T>> question, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            var asked = long.MaxValue;
            try
            {
                if (_connection.State != HubConnectionState.Connected)
                    await Connect(stop);
                asked = _time.GetTimestamp();
                return await question();
            }
            catch (HttpRequestException refusal) when (refusal.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                // A worker's token is valid as long as its run goes on.
                throw new RunGivenUpException();
            }
            catch (HttpRequestException refusal) when (_assignment is null && IsAnswer(refusal.StatusCode))
            {
                // Who was never taken in talks to something else, or by a name that the server does not go by. Later it may be a proxy that
                // stands alone while the server is started again.
                throw new ServerRefusedException(
                    $"The server does not take this worker in: {Words(refusal.StatusCode!.Value)} at {_address}. It must be the lab's own "
                        + "address, with a name that its server goes by."
                );
            }
            catch (HubException answer) when (WorkerRefusal.Read(answer.Message) is { } sentence)
            {
                throw sentence == WorkerRefusal.RunEnded ? new RunGivenUpException() : new ServerRefusedException(sentence);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                // A server whose disk is full holds a question for as long as that takes; its silence begins when the connection breaks.
                if (asked != long.MaxValue && _time.GetElapsedTime(asked) > _patience)
                    began = _time.GetTimestamp();
                if (_time.GetElapsedTime(began) > _patience)
                    throw new ServerGoneException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The server has {Said(error)} for {_patience.TotalSeconds:0} s: {error.Message}"
                        ),
                        error
                    );
                await _connection.StopAsync(stop);
                await Task.Delay(Pause, _time, stop);
            }
        }
    }

    // Too many at a time is a matter of waiting, as is whatever a server or a proxy says of itself.
    private static bool IsAnswer(HttpStatusCode? status) =>
        status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
        && status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout);

    private static string Said(Exception error) =>
        error is HttpRequestException { StatusCode: { } status } ? $"answered {Words(status)} and nothing else" : "not answered";

    private static string Words(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"{(int)status} {status}");

    /// <summary>Trusts the server by the one certificate that its order names, whoever signed it and whatever names it has.</summary>
    private static void Pin(HttpConnectionOptions options, string pinned)
    {
        bool IsPinned(X509Certificate? certificate) =>
            certificate?.GetCertHashString(HashAlgorithmName.SHA256).Equals(pinned, StringComparison.OrdinalIgnoreCase) == true;
        options.WebSocketConfiguration = socket =>
            socket.RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(certificate);
        options.HttpMessageHandlerFactory = handler =>
        {
            ((HttpClientHandler)handler).ServerCertificateCustomValidationCallback = (_, certificate, _, _) => IsPinned(certificate);
            return handler;
        };
    }

    private async Task Connect(CancellationToken stop)
    {
        await _connection.StartAsync(stop);
        // It tells a server that was started again that this worker lives, and makes it repeat a cancellation that was missed.
        _assignment = await _connection.InvokeAsync<WorkerAssignment>(nameof(IWorkerHub.Claim), stop);
    }
}
