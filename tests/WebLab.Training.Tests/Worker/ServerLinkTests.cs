using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Science.Jobs;
using WebLab.Training.Worker;

namespace WebLab.Training.Tests.Worker;

/// <summary>A real connection to a hub that answers as the test wants.</summary>
public sealed class ServerLinkTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private readonly Answers _answers = new();
    private readonly TrainingControl _control = new();
    private ServerLink _link = null!;

    public ServerLinkTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_answers);
        builder.Services.AddSignalR().AddMessagePackProtocol(pack => pack.SerializerOptions = ServerLink.Packing);
        _server = builder.Build();
        _server.Use(
            (context, next) =>
            {
                if (!_answers.Statuses.TryDequeue(out var status))
                    return next(context);
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            }
        );
        _server.MapHub<PlayedHub>(ApiRoutes.WorkerHub);
    }

    [Fact]
    public async Task A_refusal_is_told_at_once_and_not_taken_for_silence()
    {
        _answers.Next.Enqueue(() => throw new HubException(WorkerRefusal.Write("A batch must have its four columns.")));
        var refused = await Assert.ThrowsAsync<ServerRefusedException>(Ask);
        Assert.Equal(("A batch must have its four columns.", 1), (refused.Message, _answers.Calls));
    }

    [Fact]
    public async Task An_ended_run_is_given_up()
    {
        _answers.Next.Enqueue(() => throw new HubException(WorkerRefusal.Write(WorkerRefusal.RunEnded)));
        await Assert.ThrowsAsync<RunGivenUpException>(Ask);
    }

    [Fact]
    public async Task A_fault_of_the_server_is_asked_again()
    {
        _answers.Next.Enqueue(() => throw new InvalidOperationException("a fault"));
        Assert.Equal((7, 2), (await Ask(), _answers.Calls));
    }

    [Theory]
    [InlineData(400, "400 BadRequest")]
    [InlineData(404, "404 NotFound")]
    public async Task What_does_not_take_a_worker_in_is_told_with_its_answer_and_not_taken_for_silence(int status, string words)
    {
        _answers.Statuses.Enqueue(status);
        var refused = await Assert.ThrowsAsync<ServerRefusedException>(Ask);
        Assert.Contains($"{words} at {_server.Urls.Single()}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_server_that_is_busy_or_away_behind_its_proxy_is_asked_again_and_once_known_whatever_it_says()
    {
        foreach (var status in new[] { 429, 503 })
            _answers.Statuses.Enqueue(status);
        Assert.Equal(7, await Ask());
        // The connection breaks, and a proxy that stands alone answers the next.
        _answers.Next.Enqueue(() => throw new InvalidOperationException("a fault"));
        _answers.Statuses.Enqueue(404);
        Assert.Equal(7, await Ask());
        Assert.Empty(_answers.Statuses);
    }

    [Fact]
    public async Task A_server_that_only_ever_says_that_it_is_away_is_told_by_what_it_says()
    {
        await using var link = new ServerLink(
            new(new(_server.Urls.Single()), Guid.NewGuid(), "token"),
            () => { },
            _control,
            new ImpatientTime()
        );
        _answers.Statuses.Enqueue(503);
        var gone = await Assert.ThrowsAsync<ServerGoneException>(() => link.Claim(TestContext.Current.CancellationToken));
        Assert.Contains("answered 503 ServiceUnavailable and nothing else for 60 s", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_talks_to_the_server_of_its_order_by_https_and_to_no_other()
    {
        var (own, other) = (Certificate(), Certificate());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(own)));
        builder.Services.AddSingleton(_answers);
        builder.Services.AddSignalR().AddMessagePackProtocol(pack => pack.SerializerOptions = ServerLink.Packing);
        await using var server = builder.Build();
        server.MapHub<PlayedHub>(ApiRoutes.WorkerHub);
        await server.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(server.Urls.Single());

        await using var stranger = new ServerLink(
            new(address, Guid.NewGuid(), "token", Hash(other)),
            () => { },
            _control,
            new ImpatientTime()
        );
        await Assert.ThrowsAsync<ServerGoneException>(() => stranger.Claim(TestContext.Current.CancellationToken));
        Assert.Equal(0, _answers.Claims);
        await using var link = new ServerLink(new(address, Guid.NewGuid(), "token", Hash(own)), () => { }, _control, TimeProvider.System);
        await link.Claim(TestContext.Current.CancellationToken);
        Assert.Equal(1, _answers.Claims);
    }

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _link = new(new(new(_server.Urls.Single()), Guid.NewGuid(), "token"), () => { }, _control, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _control.Dispose();
        await _server.DisposeAsync();
    }

    private Task<long> Ask() => _link.Invoke<long>(nameof(PlayedHub.Report), [], TestContext.Current.CancellationToken);

    private static X509Certificate2 Certificate() =>
        X509CertificateLoader.LoadPkcs12(SelfSigned.For("lab.example.org"), SelfSigned.Password);

    private static string Hash(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>A minute has passed whenever one looks.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * 61 * TimestampFrequency;
    }

    internal sealed class Answers
    {
        public Queue<Func<long>> Next { get; } = new();

        public ConcurrentQueue<int> Statuses { get; } = new();

        public int Claims { get; set; }

        public int Calls { get; set; }
    }

    internal sealed class PlayedHub(Answers answers) : Hub
    {
        private static WorkerAssignment Assignment { get; } =
            new()
            {
                Job = JobKinds.Training.Id,
                Recipe = JsonSerializer.Serialize(new RunSpec(), LabJson.Options),
                DataFolder = null,
                LabelFolder = null,
                Device = "cpu",
                Threads = 1,
                LastSequence = 0,
                Checkpoints = new(Guid.Empty, "", 0, false),
            };

        public WorkerAssignment Claim()
        {
            answers.Claims++;
            return Assignment;
        }

        public long Report()
        {
            answers.Calls++;
            return answers.Next.TryDequeue(out var answer) ? answer() : 7;
        }
    }
}
