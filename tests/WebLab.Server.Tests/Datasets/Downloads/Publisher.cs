using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebLab.Data.Datasets;

namespace WebLab.Server.Tests.Datasets.Downloads;

/// <summary>A publisher's site on this machine, which misbehaves as told.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _closing = new();

    private Publisher()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/{file}", Answer);
    }

    public Uri Address => new(_app.Urls.Single() + "/");

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Each request's Range and If-Range, in order; "all" for a request without a range.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string? ETag { get; set; } = "\"first\"";

    public bool IgnoresRange { get; set; }

    public bool HidesLength { get; set; }

    /// <summary>What becomes of the next requests, one each; then all is well.</summary>
    public ConcurrentQueue<Mishap> Mishaps { get; } = new();

    /// <summary>Puts a file on the site and says what a download of it must be.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "MD5 is what the publishers give.")]
    public DatasetFile Offer(string name, byte[] content)
    {
        Files[name] = content;
        return new(name, content.Length, Convert.ToHexStringLower(MD5.HashData(content)));
    }

    public static async Task<Publisher> Start()
    {
        var publisher = new Publisher();
        await publisher._app.StartAsync();
        return publisher;
    }

    public async ValueTask DisposeAsync()
    {
        _closing.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context, string file)
    {
        var request = context.Request.Headers;
        Requests.Enqueue(request.Range.Count == 0 ? "all" : $"{request.Range} if {(request.IfRange.Count == 0 ? "any" : request.IfRange)}");
        Mishaps.TryDequeue(out var mishap);
        if (mishap?.Status is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"/{file}";
            return;
        }
        if (!Files.TryGetValue(file, out var content))
        {
            context.Response.StatusCode = 404;
            return;
        }
        context.Response.Headers.ETag = ETag;
        var from = 0;
        if (!IgnoresRange && request.Range is [{ } range] && (request.IfRange.Count == 0 || request.IfRange == ETag))
        {
            from = int.Parse(range["bytes=".Length..^1], provider: null);
            if (from >= content.Length)
            {
                context.Response.StatusCode = 416;
                return;
            }
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }
        if (!HidesLength)
            context.Response.ContentLength = content.Length - from;
        var until = mishap is null ? content.Length : Math.Min(content.Length, from + mishap.After);
        await context.Response.Body.WriteAsync(content.AsMemory(from, until - from), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (mishap is null)
            return;
        // What was sent may still be on its way; the rest of the mishap waits until it has arrived.
        await Task.WhenAny(mishap.Arrived.Task, _closing.Task).WaitAsync(context.RequestAborted);
        if (mishap.Breaks)
            context.Abort();
    }
}
