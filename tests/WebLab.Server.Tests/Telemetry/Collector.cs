using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
namespace WebLab.Server.Tests.Telemetry;

/// <summary>What a collector of OpenTelemetry is over HTTP: it takes in what is posted, and knows what came where.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _came = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{*path}", Take);
    }

    public string Address => _app.Urls.Single();

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The first parcel to a path that has a word in it, as text: names stand in its protobuf as they are.</summary>
    public Task<string> Parcel(string path, string word) =>
        At(path, word).Task.Within(TimeSpan.FromSeconds(60), () => $"a parcel to {path} with {word} in it");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, System.Text.Encoding.Latin1);
        var text = await reader.ReadToEndAsync();
        foreach (var (wanted, came) in _came)
        {
            var (path, word) = (
                wanted[..wanted.IndexOf(' ', StringComparison.Ordinal)],
                wanted[(wanted.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            );
            if (
                context.Request.Path == path
                && context.Request.ContentType == "application/x-protobuf"
                && text.Contains(word, StringComparison.Ordinal)
            )
                came.TrySetResult(text);
        }
    }

    private TaskCompletionSource<string> At(string path, string word) =>
        _came.GetOrAdd($"{path} {word}", _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
