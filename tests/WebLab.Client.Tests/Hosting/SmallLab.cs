using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;

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
        // As the lab's: a page takes four quiet seconds for a line that is cut.
        builder
            .Services.AddSignalR(hub => hub.KeepAliveInterval = TimeSpan.FromSeconds(1))
            .AddJsonProtocol(options => LabJson.Configure(options.PayloadSerializerOptions));
        builder.Services.AddSingleton<WatchLog>();
        _app = builder.Build();
        _app.MapHub<SmallHub>(ApiRoutes.LiveHub);
        // The default leaves out addresses that look like files', such as those of downloads.
        _app.MapFallback(
            "{**path}",
            async context =>
            {
                var result = _answers.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var answer)
                    ? await answer(context.Request)
                    : Results.NotFound();
                await result.ExecuteAsync(context);
            }
        );
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

    /// <summary>Takes a launch, and answers it with an experiment of a run.</summary>
    /// <returns>What was launched, when it is.</returns>
    public Task<ExperimentRequest> TakeLaunch(RunSummary run)
    {
        var sent = new TaskCompletionSource<ExperimentRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer(
            $"POST {ApiRoutes.Experiments}",
            async request =>
            {
                sent.TrySetResult((await JsonSerializer.DeserializeAsync<ExperimentRequest>(request.Body, LabJson.Options))!);
                var summary = new ExperimentSummary
                {
                    Id = run.ExperimentId,
                    Name = run.ExperimentName,
                    Description = "",
                    CreatedAt = run.CreatedAt,
                };
                return Json(new Experiment(summary, [run]), StatusCodes.Status201Created);
            }
        );
        return sent.Task;
    }

    public static IResult Json(object body, int status = 200) => Results.Json(body, LabJson.Options, statusCode: status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
