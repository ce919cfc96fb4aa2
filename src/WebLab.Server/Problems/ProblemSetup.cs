using Microsoft.AspNetCore.Http.Metadata;
using WebLab.Contracts;

namespace WebLab.Server.Problems;

public static class ProblemSetup
{
    /// <summary>A launch of 500 runs with transition matrices is under 2 MB.</summary>
    private const long MaxBody = 4 * 1024 * 1024;

    /// <summary>A link to the CSV of 500 runs names each of them: 18 kB.</summary>
    private const int MaxRequestLine = 32 * 1024;

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
                // So that a value that is not understood can be named in the answer.
                if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
                    context.Request.EnableBuffering();
                return next(context);
            }
        );
    }
}
