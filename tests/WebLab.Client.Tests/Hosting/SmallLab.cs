using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebLab.Contracts;
using WebLab.Contracts.Live;

namespace WebLab.Client.Tests.Hosting;

/// <summary>A web server of the lab's addresses with answers that a test sets, so that it decides what comes when; the wire is
/// real.</summary>
public sealed class SmallLab : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpRequest, Task<IResult>>> _answers = new();

    private SmallLab()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR().AddJsonProtocol(options => LabJson.Configure(options.PayloadSerializerOptions));
        builder.Services.AddSingleton<WatchLog>();
        _app = builder.Build();
        _app.MapHub<SmallHub>(ApiRoutes.LiveHub);
        _app.MapFallback(async context =>
        {
            var result = _answers.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var answer)
                ? await answer(context.Request)
                : Results.NotFound();
            await result.ExecuteAsync(context);
        });
    }

    public Uri Origin => new(_app.Urls.First());

    public WatchLog Watches => _app.Services.GetRequiredService<WatchLog>();

    public ILiveClient Browsers => _app.Services.GetRequiredService<IHubContext<SmallHub, ILiveClient>>().Clients.All;

    public static async Task<SmallLab> StartAsync()
    {
        var lab = new SmallLab();
        await lab._app.StartAsync();
        return lab;
    }

    public void Answer(string methodAndPath, object body) => Answer(methodAndPath, _ => Task.FromResult(Json(body)));

    public void Answer(string methodAndPath, Func<HttpRequest, Task<IResult>> answer) => _answers[methodAndPath] = answer;

    public static IResult Json(object body, int status = 200) => Results.Json(body, LabJson.Options, statusCode: status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
