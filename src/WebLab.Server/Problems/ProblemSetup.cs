using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using WebLab.Contracts;

namespace WebLab.Server.Problems;

public static class ProblemSetup
{
    /// <summary>A launch of 500 runs with transition matrices is under 2 MB.</summary>
    private const long MaxBody = 4 * 1024 * 1024;

    /// <summary>A link to the CSV of 500 runs names each of them: 18 kB.</summary>
    private const int MaxRequestLine = 32 * 1024;

    private const string NotUtf8 = "not UTF-8";

    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json => LabJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<RequestFailure>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.AddServerHeader = false;
        });
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not { } accepts)
                    return next(context);
                if (accepts.ContentTypes.Contains("application/json") && !IsUtf8(context.Request))
                    throw new BadHttpRequestException(NotUtf8, StatusCodes.Status415UnsupportedMediaType);
                // So that a value that is not understood can be named in the answer.
                context.Request.EnableBuffering();
                return next(context);
            }
        );
    }

    // JSON is UTF-8 (RFC 8259); of a charset that it does not know the framework throws, and sentences about others would be about bytes.
    private static bool IsUtf8(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || !type.Charset.HasValue
        || type.Charset.Value!.Trim('"').ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii";
}
