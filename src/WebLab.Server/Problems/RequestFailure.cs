using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Server.Storage;

namespace WebLab.Server.Problems;

/// <summary>Turns what a request made go wrong into one sentence. A fault of our own is logged and told without its details.</summary>
internal sealed class RequestFailure(IProblemDetailsService problems, ILogger<RequestFailure> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var (status, sentence) = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => (400, await JsonFailure.Explain(json, context.Request)),
            BadHttpRequestException { StatusCode: 413 } => (413, "The request body is too large."),
            BadHttpRequestException { StatusCode: 415 } => (415, "The request body must be JSON, with the content type application/json."),
            BadHttpRequestException bad => (bad.StatusCode, ParameterSentence(bad)),
            DiskFullException full => (507, full.Message),
            DatasetException dataset => (400, dataset.Message),
            _ => (500, "The server failed at this request; its log tells more."),
        };
        if (status == 500)
            logger.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
        context.Response.StatusCode = status;
        return await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = { Status = status, Detail = sentence } });
    }

    /// <summary>The framework's own sentence names types of ours: <c>Failed to bind parameter "int skip" from "x".</c></summary>
    private static string ParameterSentence(BadHttpRequestException bad)
    {
        var parts = bad.Message.Split('"');
        return parts is [_, var parameter, " from ", var value, _]
                ? $"{parameter.Split(' ')[^1]} was not understood; it was {Sentence.Shorten(value)}."
            : bad.Message.Contains("body", StringComparison.Ordinal) ? "The request body must be JSON; it was empty or null."
            : "The request was not understood.";
    }
}
