using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
namespace WebLab.Server.Tests.Notifications;

/// <summary>A web server on this machine that takes in webhooks, and answers as told.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<HookCall> _calls = Channel.CreateUnbounded<HookCall>();
    private readonly Queue<IResult> _answers = new();

    private HookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapFallback(Answer);
    }

    public Uri Address => new(_app.Urls.Single() + "/hook");

    /// <summary>Calls that nobody has waited for.</summary>
    public int Unexpected => _calls.Reader.Count;

    public static async Task<HookReceiver> Start(params IResult[] answers)
    {
        var receiver = new HookReceiver();
        foreach (var answer in answers)
            receiver._answers.Enqueue(answer);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async Task<HookCall> Next() =>
        await _calls.Reader.ReadAsync().AsTask().Within(TimeSpan.FromSeconds(30), () => "a call of the webhook");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var call = new HookCall(
            await body.ReadToEndAsync(),
            context.Request.Headers["X-WebLab-Signature"].ToString(),
            context.Request.Headers["X-WebLab-Delivery"].ToString()
        );
        await (_answers.TryDequeue(out var answer) ? answer : Results.Ok()).ExecuteAsync(context);
        _calls.Writer.TryWrite(call);
    }
}

/// <summary>One call.</summary>
internal sealed record HookCall(string Body, string Signature, string Delivery);
