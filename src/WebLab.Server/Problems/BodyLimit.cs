using Microsoft.AspNetCore.Http.Features;
using WebLab.Contracts;

namespace WebLab.Server.Problems;

/// <summary>Tells how large a body may be instead of cutting the connection.</summary>
internal static class BodyLimit
{
    /// <summary>Refuses by the length that a request announces. Kestrel alone would answer and close at once, and a client that is still
    /// sending then sees a broken connection and not the sentence; a body that is allowed but not read it reads away for up to 5 s.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The body is longer than its endpoint takes.</exception>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var body = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (
            body is not { IsReadOnly: false, MaxRequestBodySize: { } most }
            || context.Request.ContentLength is not { } length
            || length <= most
        )
            return next(context);
        body.MaxRequestBodySize = null;
        throw new BadHttpRequestException(
            Sentence.Of($"The request body may have at most {most:N0} bytes; it had {length:N0}."),
            StatusCodes.Status413PayloadTooLarge
        );
    }
}
