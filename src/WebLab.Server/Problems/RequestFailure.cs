using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Server.Queue;
using WebLab.Server.Storage;

namespace WebLab.Server.Problems;

/// <summary>Turns what a request made go wrong into one sentence. A fault of our own is logged and told without its details.</summary>
internal sealed class RequestFailure(IProblemDetailsService problems, ILogger<RequestFailure> logger) : IExceptionHandler
{
    /// <summary>The usual number for a caller that did not wait for the answer.</summary>
    public const int GoneAway = 499;

    /// <summary>The status that a request is answered with.</summary>
    public static int StatusOf(Exception exception, HttpContext context) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            DiskFullException => 507,
            QueueLimitException => 429,
            DatasetException => 400,
            UnknownDatasetException => 404,
            OperationCanceledException when context.RequestAborted.IsCancellationRequested => GoneAway,
            _ => 500,
        };

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var status = StatusOf(exception, context);
        var sentence = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => await JsonFailure.Explain(json, context.Request),
            BadHttpRequestException { StatusCode: 413 } large => large.Message,
            BadHttpRequestException { StatusCode: 415 } =>
                "The request body must be JSON, with the content type application/json and no other charset than utf-8.",
            BadHttpRequestException bad => ParameterSentence(bad),
            DiskFullException or DatasetException or UnknownDatasetException or QueueLimitException => exception.Message,
            _ => "The server failed at this request; its log tells more.",
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
